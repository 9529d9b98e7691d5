import { randomUUID } from 'node:crypto';
import { hasTexts } from '../documents';
import { CodatError, invalidRequest } from '../errors';
import {
	bodyOf,
	companyOf,
	connectionOf,
	isObject,
	ok,
	routes,
	type Answer,
	type Call,
	type JsonObject,
} from '../route';
import type { UploadSession } from '../state';

const UPLOAD = '/companies/:companyId/connections/:connectionId/bankStatements/upload';

const ACCOUNTS = 'banking-accounts';

function configure(call: Call): Answer {
	connectionOf(call);
	const body = bodyOf(call, 'UploadConfiguration');
	if (!hasTexts(body, 'source', 'accountId')) throw invalidRequest();
	if (call.state.documents.has(call.path)) {
		throw new CodatError(400, 'The connection is configured for this account already.');
	}
	call.state.documents.set(call.path, body);
	call.enter({ kind: 'bankStatement.configured' });
	return ok(body);
}

function configuration(call: Call): Answer {
	connectionOf(call);
	const found = call.state.documents.get(call.path);
	if (!found) throw new CodatError(404, 'No upload configuration was found.', 'PullApi');
	return ok(found);
}

/** A session is a pull operation to Codat. */
const answerOf = (
	companyId: string,
	{ id, connectionId, dataType, requestedAt }: UploadSession,
) => ({
	id,
	companyId,
	connectionId,
	dataType,
	status: 'Initial',
	requested: new Date(requestedAt).toISOString(),
	progress: 0,
	isCompleted: false,
	isErrored: false,
});

function start(call: Call): Answer {
	const company = companyOf(call);
	const { id: connectionId } = connectionOf(call);
	const { dataType } = bodyOf(call, 'StartUploadSession');
	if (dataType !== ACCOUNTS && dataType !== 'banking-transactions') throw invalidRequest();
	const open = company.uploads.some((each) => !each.end && each.dataType === dataType);
	if (open) throw new CodatError(400, `A session for ${dataType} is open already.`);
	const session: UploadSession = {
		id: randomUUID(),
		connectionId,
		dataType,
		requestedAt: call.clock.now(),
		parts: [],
	};
	company.uploads.push(session);
	call.enter({ kind: 'bankStatement.sessionStarted' });
	return ok(answerOf(company.id, session));
}

function openSession(call: Call): UploadSession {
	connectionOf(call);
	const session = companyOf(call).uploads.find(({ id }) => id === call.params.datasetId);
	if (!session) throw new CodatError(404, `Dataset ${call.params.datasetId} not found`, 'PullApi');
	if (session.end) throw new CodatError(400, 'The session has ended.');
	return session;
}

const isAccount = ({ balance, identifiers, institution, ...body }: JsonObject) =>
	hasTexts(body, 'id', 'name', 'type', 'currency') &&
	[balance, identifiers, institution].every(isObject);

const isTransaction = (each: unknown) =>
	isObject(each) && hasTexts(each, 'id', 'accountId', 'currency');

function upload(call: Call): Answer {
	const session = openSession(call);
	const body = bodyOf(call, 'BankStatement');
	const records = session.dataType === ACCOUNTS ? [body] : body.results;
	const fits = session.dataType === ACCOUNTS ? isAccount(body) : Array.isArray(records);
	if (!fits || !Array.isArray(records)) throw invalidRequest();
	if (session.dataType !== ACCOUNTS && !records.every(isTransaction)) throw invalidRequest();
	session.parts.push(records);
	call.enter({ kind: 'bankStatement.uploaded' });
	return { status: 200 };
}

function end(call: Call): Answer {
	const session = openSession(call);
	const { status } = bodyOf(call, 'EndUploadSession');
	if (status !== 'Cancel' && status !== 'Process') throw invalidRequest();
	session.end = status;
	call.enter({ kind: 'bankStatement.sessionEnded' });
	return { status: 200 };
}

/** Bank data that are uploaded (Lending spec: bank statements). */
export const bankStatementRoutes = routes({
	[`GET ${UPLOAD}/configuration`]: configuration,
	[`POST ${UPLOAD}/configuration`]: configure,
	[`POST ${UPLOAD}/startSession`]: start,
	[`POST ${UPLOAD}/dataset/:datasetId/upload`]: upload,
	[`POST ${UPLOAD}/dataset/:datasetId/endSession`]: end,
});
