import { options } from '../../fields/collection';
import type { Values } from '../../fields/field';
import { company, connection } from '../../fields/locators';
import type { Endpoint } from '../../transport/endpoint';
import type { Operation } from '../operation';
import { pushPath, recordId, writableDataType } from './dataTypes';
import { pushAndWait, waitFields } from './pushAndWait';
import { allowSyncOnPushComplete } from './pushOptions';

const endpoint = ({ dataType }: Values): Endpoint =>
	`DELETE /companies/{companyId}/connections/{connectionId}/push/${pushPath(dataType)}/{recordId}`;

export const deleteRecord: Operation = {
	name: 'Delete Record',
	action: 'Delete record',
	description: 'Delete a record from a platform of a company',
	endpoint,
	fields: [
		company,
		connection,
		writableDataType('delete'),
		recordId('The ID of the record to delete'),
		...waitFields,
		options(allowSyncOnPushComplete),
	],
	execute: async (call) => await pushAndWait(call, endpoint(call.values)),
};
