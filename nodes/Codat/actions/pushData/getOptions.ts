import { company, connection } from '../../fields/locators';
import type { Values } from '../../fields/field';
import type { Endpoint } from '../../transport/endpoint';
import { isNotFound } from '../../transport/errors';
import type { Operation } from '../operation';
import { accountId, anyDataType, optionsPath } from './dataTypes';
import { noOptions } from './noOptions';

const endpoint = ({ dataType }: Values): Endpoint =>
	`GET /companies/{companyId}/connections/{connectionId}/options/${optionsPath(dataType)}`;

export const getOptions: Operation = {
	name: 'Get Options',
	action: 'Get push options',
	description: 'Get the fields that a platform takes for a kind of record, and their choices',
	endpoint,
	fields: [company, connection, anyDataType, accountId],
	execute: async ({ values, send }) => {
		const answer = await send(endpoint(values), { accept: isNotFound });
		if (isNotFound(answer)) throw noOptions(answer, values.dataType);
		return answer.body;
	},
};
