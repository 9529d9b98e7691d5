import { CodatError } from '../errors';
import { DATA_TYPES } from './dataTypes';
import { assertPulled, supports } from '../pulls';
import { companyOf, connectionOf, type Call } from '../route';
import type { Clock } from '../clock';
import type { Company, Connection, RecordSet, SourceType, StoredRecord } from '../state';
import { seedRecords } from './records';

/** Where records are: `accountId` for those of one bank account. */
export interface RecordPlace {
	dataType: string;
	connectionId?: string;
	accountId?: string;
}

/** The connection that a company's data of a kind come from: a linked one, if there is one. */
export function sourceConnection(company: Company, source: SourceType): Connection {
	const fitting = company.connections.filter(({ sourceType }) => sourceType === source);
	const connection = fitting.find(({ status }) => status === 'Linked') ?? fitting[0];
	if (!connection) {
		throw new CodatError(404, `Company ${company.id} has no ${source} data connection.`);
	}
	return connection;
}

/**
 * The connection that a request reads a data type from: that of the path, or else the company's.
 * 404 where the platform does not have the type, 409 where it was never pulled (Codat docs: Errors).
 */
export function readableConnection(call: Call, dataType: string, source: SourceType): Connection {
	const company = companyOf(call);
	const connection = call.params.connectionId
		? connectionOf(call)
		: sourceConnection(company, source);
	if (!supports(connection, dataType)) {
		const text = `Data type ${dataType} is not supported by ${connection.platformName}.`;
		throw new CodatError(404, text);
	}
	assertPulled(company, connection, dataType, call.clock.now());
	return connection;
}

/** The records of a data type of a connection; `part` tells apart those of several accounts. */
export function recordsOf(
	company: Company,
	connection: Connection,
	dataType: string,
	clock: Clock,
	part = '',
): RecordSet {
	const key = [connection.id, dataType, part].join('/');
	let set = company.records.get(key);
	if (!set) {
		const last = Date.parse(connection.lastSync ?? connection.created);
		set = seedRecords(dataType, last, clock);
		company.records.set(key, set);
	}
	return set;
}

function recordNotFound(dataType: string, id: string): CodatError {
	return new CodatError(404, `${DATA_TYPES[dataType].model} ${id} not found`, 'PullApi');
}

/** The records that a request is about; those of one account, where it names one. */
export function recordsIn(call: Call, dataType: string): RecordSet {
	const company = companyOf(call);
	const connection = readableConnection(call, dataType, DATA_TYPES[dataType].source);
	const { accountId } = call.params;
	if (accountId) {
		const accounts = recordsOf(company, connection, 'bankAccounts', call.clock).records;
		if (!accounts.some(({ id }) => id === accountId))
			throw recordNotFound('bankAccounts', accountId);
	}
	return recordsOf(company, connection, dataType, call.clock, accountId);
}

/** The record that a request names, or Codat's 404. */
export function recordIn(call: Call, dataType: string): StoredRecord {
	const { recordId } = call.params;
	const record = recordsIn(call, dataType).records.find(({ id }) => id === recordId);
	if (!record) throw recordNotFound(dataType, recordId);
	return record;
}

/** The records that a test changes: those of the connection that is named, or of the company's own. */
export function recordsToChange(
	company: Company,
	{ dataType, connectionId, accountId }: RecordPlace,
	clock: Clock,
): RecordSet {
	const type = DATA_TYPES[dataType];
	if (!type) throw new CodatError(400, `There are no records of ${dataType}`, 'Sandbox');
	const named = company.connections.find(({ id }) => id === connectionId);
	const connection = named ?? sourceConnection(company, type.source);
	return recordsOf(company, connection, dataType, clock, accountId);
}
