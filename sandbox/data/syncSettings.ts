import { ALL_DATA_TYPES, isDataType, STATEMENTS } from './dataTypes';
import { isObject } from '../route';

const isStatement = (dataType: string) => STATEMENTS.some((statement) => statement === dataType);

/** How each data type is synced unless someone says otherwise (Platform spec: `SyncSetting`). */
export const DEFAULT_SYNC_SETTINGS = ALL_DATA_TYPES.map((dataType, syncOrder) => ({
	dataType,
	fetchOnFirstLink: true,
	syncSchedule: 24,
	syncOrder,
	...(isStatement(dataType) ? { monthsToSync: 24 } : { syncFromWindow: 24 }),
	isLocked: false,
}));

function isSetting(value: unknown): boolean {
	return (
		isObject(value) &&
		isDataType(value.dataType) &&
		typeof value.fetchOnFirstLink === 'boolean' &&
		Number.isInteger(value.syncSchedule) &&
		Number.isInteger(value.syncOrder)
	);
}

/** Whether these are sync settings, with all that the Platform spec requires. */
export function areSyncSettings(value: unknown): boolean {
	return Array.isArray(value) && value.length > 0 && value.every(isSetting);
}
