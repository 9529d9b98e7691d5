import { get } from './get';
import { getAll } from './getAll';
import { getLastSuccessful } from './getLastSuccessful';
import { getLatest } from './getLatest';
import { getStatus } from './getStatus';
import { start } from './start';
import { startForDateRange } from './startForDateRange';

export const sync = {
	name: 'Sync',
	operations: {
		start,
		startForDateRange,
		get,
		getAll,
		getLastSuccessful,
		getLatest,
		getStatus,
	},
};
