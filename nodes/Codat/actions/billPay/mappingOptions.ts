import type { IDataObject } from 'n8n-workflow';

import { pagesByToken, unseen } from '../../transport/pagination';
import type { Answer } from '../../transport/request';

type Lists = Record<string, IDataObject[]>;

/**
 * Bill Pay's mapping options of all pages as one: each list whole, every option in it once.
 *
 * @param fetchPage see `pagesByToken`
 */
export async function allMappingOptions(
	fetchPage: (token?: string) => Promise<Answer>,
): Promise<Lists> {
	const lists: Lists = {};
	const isNew: Record<string, ReturnType<typeof unseen>> = {};
	for await (const { body } of pagesByToken(fetchPage)) {
		for (const [name, options] of Object.entries((body ?? {}) as object)) {
			if (!Array.isArray(options)) continue;
			isNew[name] ??= unseen();
			lists[name] = [...(lists[name] ?? []), ...(options as IDataObject[]).filter(isNew[name])];
		}
	}
	return lists;
}
