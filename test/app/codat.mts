import axios, { type AxiosInstance } from 'axios';
import type { IDataObject } from 'n8n-workflow';

/** The sandbox as a test sees it from outside, over HTTP: what Codat's users and its own clock do. */
export class Codat {
	private readonly http: AxiosInstance;

	constructor({ url, apiKey }: { url: string; apiKey: string }) {
		this.http = axios.create({
			baseURL: url,
			timeout: 10_000,
			proxy: false,
			headers: { Authorization: `Basic ${Buffer.from(apiKey).toString('base64')}` },
		});
	}

	/** Starts a Commerce sync. @returns its commerceSyncId */
	async startSync(companyId: string): Promise<string> {
		const response = await this.http.post<IDataObject | IDataObject[]>(
			`/companies/${companyId}/sync/commerce/latest`,
		);
		const [sync] = [response.data].flat();
		return String(sync.commerceSyncId);
	}

	/** Writes a record to a connection's platform. */
	async push(
		companyId: string,
		connectionId: string,
		path: string,
		record: IDataObject,
	): Promise<void> {
		const connection = `/companies/${companyId}/connections/${connectionId}`;
		await this.http.post(`${connection}/push/${path}`, record);
	}

	/** Adds, changes or deletes a record of the company's platform, and has Codat fetch its data type. */
	async change(companyId: string, dataType: string, change: IDataObject): Promise<void> {
		await this.http.post('/_sandbox/records', { companyId, dataType, ...change });
		await this.http.post(`/companies/${companyId}/data/queue/${dataType}`);
		await this.advance(60_000);
	}

	/** Authorizes a connection, as the customer does at its link URL. @param path of the connection */
	async link(path: string): Promise<void> {
		await this.http.put(`${path}/authorization`, { sandbox: 'linked' });
	}

	/** Moves the sandbox's clock: syncs that are under way by then have ended. */
	async advance(ms: number): Promise<void> {
		await this.http.post('/_sandbox/clock', { advanceMs: ms });
	}

	/** Starts a sync and lets it end. */
	async sync(companyId: string): Promise<string> {
		const id = await this.startSync(companyId);
		await this.advance(60 * 60_000);
		return id;
	}
}
