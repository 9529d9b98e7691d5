/**
 * Writes the output schemas that n8n's editor shows before a node has run, one an operation, from
 * the shapes of Codat's specs: `tsx scripts/writeSchemas.mts`.
 */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resources } from '../nodes/Codat/actions/index';

type Schema =
	| { type: 'string' | 'integer' | 'number' | 'boolean' | 'null' }
	| { type: 'array'; items: Schema }
	| { type: 'object'; properties: Record<string, Schema> };

const text: Schema = { type: 'string' };
const integer: Schema = { type: 'integer' };
const flag: Schema = { type: 'boolean' };
const object = (properties: Record<string, Schema>): Schema => ({ type: 'object', properties });
const list = (items: Schema): Schema => ({ type: 'array', items });

const connection = {
	id: text,
	integrationId: text,
	integrationKey: text,
	sourceId: text,
	sourceType: text,
	platformName: text,
	linkUrl: text,
	status: text,
	lastSync: text,
	created: text,
	dataConnectionErrors: list(
		object({ statusCode: text, statusText: text, errorMessage: text, erroredOnUtc: text }),
	),
};

/** `CompanySyncStatus` (Commerce and Expenses specs). */
const sync = {
	companyId: text,
	syncId: text,
	syncStatusCode: integer,
	syncStatus: text,
	errorMessage: text,
	syncExceptionMessage: text,
	syncUtc: text,
	dataPushed: flag,
};
/** `SyncStatus`, which pairs the two IDs of a Commerce sync. */
const syncStatus = { ...sync, commerceSyncId: text, dataConnections: list(object(connection)) };
/** `SyncSummary`, which starting a sync returns; with Wait for Completion, a `SyncStatus`. */
const syncSummary = { ...syncStatus, syncDateRangeUtc: object({ start: text, finish: text }) };

const validationItems = list(object({ itemId: text, message: text, validatorName: text }));
/** `PushOperation` (Platform spec). */
const pushOperation = {
	pushOperationKey: text,
	companyId: text,
	dataConnectionKey: text,
	dataType: text,
	status: text,
	statusCode: integer,
	requestedOnUtc: text,
	completedOnUtc: text,
	timeoutInMinutes: integer,
	errorMessage: text,
	changes: list(
		object({ type: text, recordRef: object({ id: text, dataType: text }), attachmentId: text }),
	),
	validation: object({ errors: validationItems, warnings: validationItems }),
};
/** `PushOption`; its properties are those of the data type. */
const pushOption = {
	type: text,
	displayName: text,
	description: text,
	required: flag,
	properties: object({}),
};

const outputs: Record<string, Record<string, Record<string, Schema>>> = {
	sync: {
		start: syncSummary,
		startForDateRange: syncSummary,
		get: sync,
		getAll: sync,
		getLastSuccessful: sync,
		getLatest: sync,
		getStatus: syncStatus,
	},
	connection: {
		create: connection,
		createPartnerExpense: connection,
		delete: { deleted: flag },
		get: connection,
		getAll: connection,
		getSyncFlowUrl: { url: text },
		unlink: connection,
		update: connection,
		updateAuthorization: connection,
	},
	pushData: {
		create: pushOperation,
		delete: pushOperation,
		get: pushOperation,
		getAll: pushOperation,
		getOptions: pushOption,
		update: pushOperation,
		uploadAttachment: { success: flag },
	},
};

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, 'nodes/Codat/__schema__/v1.0.0');
await rm(folder, { recursive: true, force: true });
for (const [resource, { operations }] of Object.entries(resources)) {
	await mkdir(join(folder, resource), { recursive: true });
	for (const operation of Object.keys(operations)) {
		const properties = outputs[resource]?.[operation];
		if (!properties) throw new Error(`What does ${resource}.${operation} return?`);
		const schema = { type: 'object', properties, version: 1 };
		const file = join(folder, resource, `${operation}.json`);
		await writeFile(file, `${JSON.stringify(schema, null, '\t')}\n`);
	}
}
