import type { LoggedRequest } from '../../sandbox/state';

/** What of a request the node and Codat's SDKs must send alike. */
export interface WireRequest {
	method: string;
	/** As it was sent, so that an encoding that differs shows. */
	path: string;
	query: Record<string, string | undefined>;
	body: unknown;
	headers: Record<string, unknown>;
}

interface Difference {
	/** The header that may differ. */
	header: string;
	/** Where it may; everywhere unless given. */
	where?: (request: LoggedRequest) => boolean;
	reason: string;
}

const hasNoBody = ({ body }: LoggedRequest) => body === undefined;
const isWrite = ({ method }: LoggedRequest) => method === 'POST' || method === 'PATCH';

/**
 * All in which the node and the SDKs may differ. Paging is no part of it: with a limit of 100
 * the node asks for the SDKs' own first page, and what it asks for with other limits is held by
 * the tests of its paging.
 */
export const WANTED_DIFFERENCES: Difference[] = [
	{
		header: 'idempotency-key',
		where: isWrite,
		reason: 'The node sends one, so that a write whose answer got lost is not made twice.',
	},
	{
		header: 'content-type',
		where: hasNoBody,
		reason:
			'Of nothing: the Commerce SDK calls it JSON, the axios ones a form; the node says nothing.',
	},
	{
		header: 'cookie',
		where: ({ headers }) => headers.cookie === '',
		reason: 'The newer SDKs send it empty.',
	},
	{
		header: 'accept',
		where: ({ headers }) => /octet-stream|application\/pdf|^\*\/\*$/.test(String(headers.accept)),
		reason: 'For a file, the node takes whatever comes: it tells a refusal from a file itself.',
	},
	{ header: 'user-agent', reason: 'Each names itself.' },
	{ header: 'accept-encoding', reason: 'The compressions that the HTTP client knows.' },
	{ header: 'accept-language', reason: 'Node’s fetch sends it unasked.' },
	{ header: 'sec-fetch-mode', reason: 'Node’s fetch sends it unasked.' },
	{ header: 'connection', reason: 'How the HTTP client keeps its connections.' },
];

/** A request without what may differ. */
export function onTheWire(request: LoggedRequest): WireRequest {
	const { method, path, query, body, headers } = request;
	const mayDiffer = (name: string) =>
		WANTED_DIFFERENCES.some(
			({ header, where }) => header === name && (where === undefined || where(request)),
		);
	const kept = Object.entries(headers).filter(([name]) => !mayDiffer(name));
	return { method, path, query: { ...query }, body, headers: Object.fromEntries(kept) };
}
