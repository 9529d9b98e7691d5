import { options } from '../../fields/collection';
import type { Values } from '../../fields/field';
import { company, connection } from '../../fields/locators';
import type { Endpoint } from '../../transport/endpoint';
import type { Operation } from '../operation';
import { pushPath, recordId, writableDataType } from './dataTypes';
import { pushAndWait, waitFields } from './pushAndWait';
import { allowSyncOnPushComplete, forceUpdate, timeoutInMinutes } from './pushOptions';
import { readRecord, recordFields } from './recordFields';

const endpoint = ({ dataType }: Values): Endpoint =>
	`PUT /companies/{companyId}/connections/{connectionId}/push/${pushPath(dataType)}/{recordId}`;

export const update: Operation = {
	name: 'Update Record',
	action: 'Update record',
	description: 'Change a record on a platform of a company',
	endpoint,
	fields: [
		company,
		connection,
		writableDataType('update'),
		recordId('The ID of the record to update'),
		...recordFields,
		...waitFields,
		options(allowSyncOnPushComplete, forceUpdate, timeoutInMinutes),
	],
	execute: async (call) => await pushAndWait(call, endpoint(call.values), readRecord(call)),
};
