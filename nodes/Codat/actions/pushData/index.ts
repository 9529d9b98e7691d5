import { attachmentPath, optionsPath, pushPath } from '../../dataTypes';
import { options } from '../../fields/collection';
import { recordOfType } from '../../fields/companyRecords';
import { filters } from '../../fields/filters';
import { limit, returnAll } from '../../fields/lists';
import { company, connection } from '../../fields/locators';
import { notice } from '../../fields/notice';
import { orderBy, query } from '../../fields/query';
import { simplifyOff } from '../../fields/simplify';
import { describePush } from '../../outcomes';
import { binaryPropertyName, readFile } from '../attachment';
import { lookAtConnection } from '../misplaced';
import type { Resource } from '../operation';
import {
	accountId,
	anyDataType,
	pushOperationKey,
	queryable,
	simplePush,
	writableDataType,
} from './fields';
import { hasNoOptions, noOptions } from './noOptions';
import { pushAndWait, waitFields } from './pushAndWait';
import { allowSyncOnPushComplete, forceUpdate, timeoutInMinutes } from './pushOptions';
import { readRecord, recordFields } from './recordFields';

const CONNECTION = '/companies/{companyId}/connections/{connectionId}';

/** Records written to companies' platforms; Codat queues each write as a push operation. */
export const pushData: Resource = {
	name: 'Push Data',
	first: 'create',
	operations: {
		create: {
			name: 'Create Record',
			action: 'Create record',
			description: 'Write a new record, such as an invoice, to a platform of a company',
			describe: describePush,
			endpoint: ({ dataType }) => `POST ${CONNECTION}/push/${pushPath(dataType)}`,
			fields: [
				company,
				connection,
				writableDataType('create'),
				accountId,
				...recordFields,
				...waitFields,
				options(allowSyncOnPushComplete, timeoutInMinutes),
			],
			execute: async (call) => await pushAndWait(call, readRecord(call)),
		},
		delete: {
			name: 'Delete Record',
			action: 'Delete record',
			description: 'Delete a record from a platform of a company',
			describe: describePush,
			endpoint: ({ dataType }) => `DELETE ${CONNECTION}/push/${pushPath(dataType)}/{recordId}`,
			once: true,
			fields: [
				company,
				connection,
				writableDataType('delete'),
				recordOfType('The record to delete'),
				notice(
					'deleteRecordNotice',
					'The record is deleted in the company’s own software, not only in Codat. Codat can’t bring it back.',
				),
				...waitFields,
				options(allowSyncOnPushComplete),
			],
			execute: async (call) => await pushAndWait(call),
		},
		get: {
			name: 'Get Operation',
			action: 'Get push operation',
			description: 'Get the status of a write by its Push Operation Key',
			describe: describePush,
			endpoint: 'GET /companies/{companyId}/push/{pushOperationKey}',
			fields: [company, pushOperationKey, simplifyOff],
			simplify: simplePush,
		},
		getAll: {
			name: 'Get Many Operations',
			action: 'Get many push operations',
			description: 'List the writes to the platforms of a company',
			describe: describePush,
			endpoint: 'GET /companies/{companyId}/push',
			fields: [
				company,
				returnAll,
				limit,
				simplifyOff,
				...filters,
				options(query('status=Failed'), orderBy(queryable)),
			],
			returns: 'pages',
			queryable,
			simplify: simplePush,
		},
		getOptions: {
			name: 'Get Options',
			action: 'Get push options',
			description: 'Get the fields that a platform takes for a kind of record, and their choices',
			endpoint: ({ dataType }) => `GET ${CONNECTION}/options/${optionsPath(dataType)}`,
			fields: [company, connection, anyDataType, accountId],
			execute: async (call) => {
				const answer = await call.request({ accept: hasNoOptions });
				if (!hasNoOptions(answer)) return answer.body;
				const look = async () => await lookAtConnection(call);
				throw await noOptions(answer, call.values.dataType, call.companyName(), look);
			},
		},
		update: {
			name: 'Update Record',
			action: 'Update record',
			description:
				'Change a record on a platform of a company. The whole record is written, not only the changes.',
			describe: describePush,
			endpoint: ({ dataType }) => `PUT ${CONNECTION}/push/${pushPath(dataType)}/{recordId}`,
			once: true,
			fields: [
				company,
				connection,
				writableDataType('update'),
				recordOfType('The record to update'),
				notice(
					'updateRecordNotice',
					'Set the whole record, including what doesn’t change: what you leave out may be cleared, and the lines you set replace all existing ones. To have the current values, put Read Data > Get Record, with Simplify turned off, before this node.',
				),
				...recordFields,
				...waitFields,
				options(allowSyncOnPushComplete, forceUpdate, timeoutInMinutes),
			],
			execute: async (call) => await pushAndWait(call, readRecord(call)),
		},
		uploadAttachment: {
			name: 'Upload Attachment',
			action: 'Upload attachment',
			description: 'Attach a file to a record on a platform of a company',
			endpoint: ({ dataType }) => `POST ${CONNECTION}/push/${attachmentPath(dataType)}`,
			fields: [
				company,
				connection,
				writableDataType('uploadAttachment'),
				recordOfType('The record to attach the file to'),
				binaryPropertyName,
			],
			execute: async (call) => (await call.request({ file: await readFile(call) })).body,
		},
	},
};
