import type { SyncSetting } from '@codat/platform/sdk/models/shared';

/** A locator's value by ID. */
export const byId = (value: string) => ({ __rl: true, mode: 'id', value });

/** A platform's locator, by its key. */
export const byKey = (value: string) => ({ __rl: true, mode: 'key', value });

/** How often data are fetched, as Codat takes it. */
export const syncSettings: SyncSetting[] = [
	{
		dataType: 'invoices',
		fetchOnFirstLink: true,
		syncSchedule: 24,
		syncOrder: 1,
		syncFromWindow: 24,
		monthsToSync: 12,
	},
	{
		dataType: 'customers',
		fetchOnFirstLink: false,
		syncSchedule: 0,
		syncOrder: 0,
		syncFromUtc: '2026-01-31T00:00:00.000Z',
	},
];

/** The same in the node's form. */
export const settings = { rows: syncSettings.map((setting) => ({ ...setting })) };
