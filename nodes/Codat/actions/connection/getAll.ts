import type { IDataObject } from 'n8n-workflow';

import { options } from '../../fields/collection';
import { limit, returnAll } from '../../fields/lists';
import { company } from '../../fields/locators';
import { orderBy, query } from '../../fields/query';
import type { Operation } from '../operation';

export const getAll: Operation = {
	name: 'Get Many',
	action: 'Get many connections',
	description: 'List the connections of a company',
	endpoint: 'GET /companies/{companyId}/connections',
	fields: [company, returnAll, limit, options(query('status=Linked'), orderBy('-created'))],
	query: ({ options }) => options as IDataObject,
	returns: 'pages',
};
