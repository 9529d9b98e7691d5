import type { Field } from './field';
import { codatLocator } from './locators';

/** What Codat calls a sync by. */
export const syncId: Field = codatLocator({
	displayName: 'Sync ID',
	name: 'syncId',
	description: 'The sync, listed by its date. Triggers and Get Many return its ID as syncId.',
	searchListMethod: 'searchSyncs',
	example: '730dcf2e-3afc-4d83-bb90-9f4b95dddf68',
});

/** The same of a bank feed, whose syncs Codat doesn't list. */
export const feedSyncId: Field = codatLocator({
	displayName: 'Sync ID',
	name: 'syncId',
	description: 'The sync: the latest, or any by its ID, which Start Sync returns as syncId',
	searchListMethod: 'searchFeedSyncs',
	example: '730dcf2e-3afc-4d83-bb90-9f4b95dddf68',
});
