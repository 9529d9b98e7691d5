import type { IDataObject } from 'n8n-workflow';

import { options } from '../../fields/collection';
import { limit, returnAll } from '../../fields/lists';
import { company } from '../../fields/locators';
import { orderBy, query } from '../../fields/query';
import type { Operation } from '../operation';

export const getAll: Operation = {
	name: 'Get Many Operations',
	action: 'Get many push operations',
	description: 'List the writes to the platforms of a company',
	endpoint: 'GET /companies/{companyId}/push',
	fields: [company, returnAll, limit, options(query('status=Failed'), orderBy('-requestedOnUtc'))],
	query: ({ options }) => options as IDataObject,
	returns: 'pages',
};
