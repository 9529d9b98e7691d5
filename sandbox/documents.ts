import { CodatError, invalidRequest } from './errors';
import {
	bodyOf,
	companyOf,
	ok,
	routes,
	type Answer,
	type Call,
	type JsonObject,
	type Route,
} from './route';
import { integrationOf } from './integrations';
import type { LedgerKind } from './state';

/** A setting or configuration: something that is read whole and written whole. */
export interface Document {
	/** Where it is read: `GET`'s path. */
	path: string;
	/** How it is written: the method, and the path where that is another one. */
	write: string;
	/** What it says before anyone wrote it; without it, reading it is a 404 until then. */
	initial(call: Call): JsonObject | undefined;
	accepts(body: JsonObject): boolean;
	/** What Codat's 400 calls the body. */
	model: string;
	kind: LedgerKind;
	/** Whether a write answers with the document, with nothing (204), or with an empty 200. */
	answers?: 'document' | 'nothing' | 'empty';
	/** A write adds to what is there. */
	merges?: true;
	/** The spec has no body for the write, so that one without is taken too. */
	bodyless?: true;
	/** Where it is kept, if the path that it is read from does not say it. */
	key?(call: Call): string;
}

function keyOf({ path, key }: Document, call: Call): string {
	return key ? key(call) : path.replace(/:(\w+)/g, (_, name: string) => call.params[name]);
}

/** What a document says now. */
export function readDocument(document: Document, call: Call): JsonObject | undefined {
	const written = call.state.documents.get(keyOf(document, call));
	return (written as JsonObject | undefined) ?? document.initial(call);
}

/** Refuses a document of a company or a platform that does not exist. */
function checkOwner(call: Call): void {
	const { companyId, platformKey } = call.params;
	if (companyId) companyOf(call);
	if (platformKey) integrationOf(platformKey);
}

function read(document: Document, call: Call): Answer {
	checkOwner(call);
	const content = readDocument(document, call);
	if (!content) throw new CodatError(404, `No ${document.model} was found.`);
	return ok(content);
}

function write(document: Document, call: Call): Answer {
	checkOwner(call);
	const { answers = 'document', bodyless, kind, merges, model } = document;
	const before = readDocument(document, call);
	const body = bodyless && call.body === undefined ? {} : bodyOf(call, model);
	if (!document.accepts(body)) throw invalidRequest();
	const content = merges ? { ...before, ...body } : body;
	call.state.documents.set(keyOf(document, call), content);
	call.enter({ kind });
	if (answers === 'document') return ok(content);
	return { status: answers === 'nothing' ? 204 : 200 };
}

/** The routes to read and write documents. */
export function documentRoutes(documents: Document[]): Route[] {
	return documents.flatMap((document) => {
		const [method, path = document.path] = document.write.split(' ');
		return routes({
			[`GET ${document.path}`]: (call) => read(document, call),
			[`${method} ${path}`]: (call) => write(document, call),
		});
	});
}

/** Whether all of these fields are texts that say something. */
export function hasTexts(body: JsonObject, ...names: string[]): boolean {
	return names.every((name) => typeof body[name] === 'string' && body[name] !== '');
}
