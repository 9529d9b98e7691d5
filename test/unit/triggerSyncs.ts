import type { IDataObject } from 'n8n-workflow';

import { timeKey } from '../../nodes/Codat/time';
import { syncs } from '../../nodes/Codat/trigger/syncs';

/** A sync as a list holds it. */
export function sync(syncId: string, syncStatusCode: unknown, day?: number): IDataObject {
	const syncUtc =
		day === undefined ? undefined : `2026-01-${String(day).padStart(2, '0')}T00:00:00Z`;
	return { syncId, syncStatusCode, syncUtc } as IDataObject;
}

export const sightingsOf = (...records: IDataObject[]) =>
	records.map((record) => syncs.sight(record)!);
export const day = (number: number) => timeKey(`2026-01-${String(number).padStart(2, '0')}`)!;
