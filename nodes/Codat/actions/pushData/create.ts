import { options } from '../../fields/collection';
import type { Values } from '../../fields/field';
import { company, connection } from '../../fields/locators';
import type { Endpoint } from '../../transport/endpoint';
import type { Operation } from '../operation';
import { accountId, pushPath, writableDataType } from './dataTypes';
import { pushAndWait, waitFields } from './pushAndWait';
import { allowSyncOnPushComplete, timeoutInMinutes } from './pushOptions';
import { readRecord, recordFields } from './recordFields';

const endpoint = ({ dataType }: Values): Endpoint =>
	`POST /companies/{companyId}/connections/{connectionId}/push/${pushPath(dataType)}`;

export const create: Operation = {
	name: 'Create Record',
	action: 'Create record',
	description: 'Write a new record, such as an invoice, to a platform of a company',
	endpoint,
	fields: [
		company,
		connection,
		writableDataType('create'),
		accountId,
		...recordFields,
		...waitFields,
		options(allowSyncOnPushComplete, timeoutInMinutes),
	],
	execute: async (call) => await pushAndWait(call, endpoint(call.values), readRecord(call)),
};
