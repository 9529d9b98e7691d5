import type { IDataObject } from 'n8n-workflow';

import { SEED } from '../../sandbox/seed';
import type { Sandbox } from '../../sandbox/server';
import { runCodat, type RunOptions } from './harness';
import { ofBakery } from './pushRun';

const { bakery } = SEED.companies;

/** What to run resource Bill Pay with, on a sandbox, and the bakery's bills there. */
export function billPayRunner(sandbox: () => Sandbox) {
	return {
		run: async (operation: string, parameters: IDataObject = {}, options?: RunOptions) =>
			await runCodat(
				{ apiKey: sandbox().apiKey, baseUrl: sandbox().url },
				{ resource: 'billPay', operation, ...ofBakery, ...parameters },
				options,
			),
		books: () =>
			sandbox().state.companies.get(bakery.id)!.payables.get(bakery.connections.accounting)!,
	};
}
