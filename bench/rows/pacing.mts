import type { Result } from '../result.mts';
import { simulate, type Simulated } from '../simulation.mts';

const COMPANIES = [1, 100, 1_000];
const MINUTE = 60_000;

const number = (value: number) => Math.round(value).toLocaleString('en');
const minutes = (ms: number) => `${(ms / MINUTE).toFixed(1)} min`;

/** The delay that so much of all are below. */
function quantile(delays: number[], part: number): number {
	const sorted = [...delays].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}

function line(companies: number, name: string, { requests, refused, quota, delays }: Simulated) {
	const share = `${Math.round((100 * (requests - refused)) / quota)}%`;
	const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
	const times = [mean, quantile(delays, 0.95), Math.max(...delays)].map(minutes);
	return [number(companies), name, number(requests), share, number(refused), ...times];
}

/** What the trigger's polls take of the daily quota, and how soon an event is told. */
export async function pacing(): Promise<Result> {
	const lines: string[][] = [];
	const paced: Simulated[] = [];
	for (const companies of COMPANIES) {
		lines.push(line(companies, 'unpaced', await simulate(companies, false)));
		const result = await simulate(companies, true);
		lines.push(line(companies, 'paced', result));
		paced.push(result);
	}
	const shares = paced.map(({ requests, quota }) => requests / quota);
	const slowest = Math.max(...paced.map(({ delays }) => quantile(delays, 0.95)));
	return {
		title: 'A day of polls, every minute',
		how: "Simulated, in time that passes at once: the trigger itself, with a Codat and an n8n made of a few functions. Each company syncs four times a day, once in the night and three times from 08:00 to 22:00 UTC, for 1 to 15 minutes. Codat allows 1,000 requests a day and 1,000 more for each company, which nobody else uses. Unpaced is the trigger where Codat doesn't send the X-Rate-Limit headers, as it was before it read them; paced, it uses half of what is left (the default). Told is the time from a sync's end to its event.",
		header: [
			'companies',
			'trigger',
			'requests',
			'of the quota',
			'refused',
			'told',
			'95%',
			'longest',
		],
		lines,
		verdicts: [
			{
				target:
					'Polls of 1, 100 and 1,000 companies, every minute: at most half of the daily quota',
				measured: `${shares.map((share) => `${Math.round(share * 100)}%`).join(', ')}`,
				reached: shares.every((share) => share <= 0.5),
			},
			{
				target: 'At that pace, 95% of the events told within 5 minutes',
				measured: minutes(slowest),
				reached: slowest <= 5 * MINUTE,
			},
		],
		remarks: paced.flatMap(({ notes }) => notes.slice(0, 1)).map((note) => `In the log: “${note}”`),
	};
}
