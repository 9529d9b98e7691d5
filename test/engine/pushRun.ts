import type { IDataObject, ResourceMapperField } from 'n8n-workflow';

import { getRecordFields } from '../../nodes/Codat/methods/resourceMapping';
import { SEED } from '../../sandbox/seed';
import type { Sandbox } from '../../sandbox/server';
import { byId, loadOptionsContext, runCodat, type RunOptions } from './harness';

const { bakery } = SEED.companies;

/** The bakery's books. */
export const ofBakery = {
	companyId: byId(bakery.id),
	connectionId: byId(bakery.connections.accounting),
};
export const bakeryPath = `/companies/${bakery.id}/connections/${bakery.connections.accounting}`;

/** A customer that the bakery's platform takes. */
export const CUSTOMER = { customerName: 'Tide & Loaf', emailAddress: 'orders@tideandloaf.example' };

/** What to run resource Push Data with, on a sandbox. */
export function pushRunner(sandbox: () => Sandbox) {
	const credential = () => ({ apiKey: sandbox().apiKey, baseUrl: sandbox().url });
	return {
		run: async (operation: string, parameters: IDataObject = {}, options?: RunOptions) =>
			await runCodat(
				credential(),
				{ resource: 'pushData', operation, ...ofBakery, ...parameters },
				options,
			),
		/** What the editor gets when it asks for the form. */
		form: async (parameters: IDataObject = {}) =>
			await getRecordFields.call(
				loadOptionsContext(credential(), {
					resource: 'pushData',
					operation: 'create',
					...ofBakery,
					...parameters,
				}),
			),
	};
}

/** What the editor saves when a user fills in a form. */
export function filledIn(schema: ResourceMapperField[], value: IDataObject | null): IDataObject {
	return { mappingMode: 'defineBelow', value, matchingColumns: [], schema } as IDataObject;
}

/** What it saves when the form takes the input item's data. */
export function autoMapped(schema: ResourceMapperField[]): IDataObject {
	return { ...filledIn(schema, null), mappingMode: 'autoMapInputData' };
}

/** A record given as JSON. */
export const asJson = (record: unknown): IDataObject => ({
	recordMode: 'json',
	recordJson: typeof record === 'string' ? record : JSON.stringify(record),
});
