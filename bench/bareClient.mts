import { get } from 'node:http';
import type { SandboxProcess } from './sandboxProcess.mts';

/** What the measured nodes ask for: the latest sync of a company. */
export const latestSyncPath = (companyId: string) =>
	`/companies/${companyId}/sync/commerce/syncs/latest/status`;

/**
 * What so many requests take at the least here, in milliseconds: so many lanes that do nothing but ask
 * one after another, each time over a connection of its own, as n8n does.
 *
 * @throws Error when one isn't answered with success
 */
export async function bareClient(
	{ url, apiKey, companyIds }: SandboxProcess,
	requests: number,
	lanes: number,
): Promise<number> {
	const headers = { Authorization: `Basic ${Buffer.from(apiKey).toString('base64')}` };
	const ask = async (companyId: string) =>
		await new Promise<void>((resolve, reject) => {
			get(url + latestSyncPath(companyId), { agent: false, headers }, (answer) => {
				if (answer.statusCode !== 200) reject(new Error(`The sandbox said ${answer.statusCode}`));
				answer.resume().once('end', resolve);
			}).once('error', reject);
		});
	const waiting = companyIds.slice(0, requests);
	const began = performance.now();
	const lane = async () => {
		for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await ask(next);
	};
	await Promise.all(Array.from({ length: lanes }, lane));
	return performance.now() - began;
}
