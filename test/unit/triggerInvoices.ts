import type { IDataObject } from 'n8n-workflow';

/** A company whose invoices are set, and how often they are fetched. */
export class Invoices {
	records: IDataObject[] = [];
	fetches = 0;
	requests: URL[] = [];
	timeouts: number[] = [];
	onRequest = () => {};
	status = 'Complete';
	/** When the latest fetch ended, where Codat says. */
	fetchedAt?: string;
	/** Answers in the place of the list. */
	refuses: (url: URL) => { statusCode: number; body: unknown } | undefined = () => undefined;

	readonly send = async ({ url, timeout }: { url: string; timeout?: number }) => {
		const { pathname, searchParams } = new URL(url);
		this.requests.push(new URL(url));
		this.timeouts.push(timeout ?? 0);
		this.onRequest();
		if (pathname.endsWith('/dataStatus')) {
			const invoices = this.fetches
				? {
						latestSuccessfulSyncId: `fetch-${this.fetches}`,
						lastSuccessfulSync: this.fetchedAt,
						currentStatus: this.status,
					}
				: {};
			return { statusCode: 200, body: { invoices } };
		}
		if (pathname.endsWith('/connections')) {
			const connection = { id: 'connection', status: 'Linked', sourceType: 'Accounting' };
			return { statusCode: 200, body: { results: [connection] } };
		}
		const refusal = this.refuses(new URL(url));
		if (refusal) return refusal;
		const query = searchParams.get('query') ?? '';
		const [from, after, to] = ['>=', '>', '<='].map(
			(operator) => new RegExp(`modifiedDate${operator}([^&=]+)`).exec(query)?.[1],
		);
		const found = this.records.filter((record) => {
			if (from === undefined && after === undefined && to === undefined) return true;
			const date = String(record?.modifiedDate);
			return date >= (from ?? '') && date > (after ?? '') && date <= (to ?? '9');
		});
		const sorted = searchParams.get('orderBy')?.startsWith('-') ? [...found].reverse() : found;
		const [page, size] = ['page', 'pageSize'].map((name) => Number(searchParams.get(name)));
		const results = sorted.slice((page - 1) * size, page * size);
		return { statusCode: 200, body: { results, totalResults: found.length } };
	};
}

export const COMPANY = '8a210b68-6988-11ed-a1eb-0242ac120002';
