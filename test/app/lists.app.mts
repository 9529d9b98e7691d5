import assert from 'node:assert/strict';
import { SEED } from '../../sandbox/seed.ts';
import type { AppTest, TestContext } from './appTest.mts';
import { CODAT } from './nodes.mts';

async function companies({ stage }: TestContext, filter?: string) {
	const { results } = await stage.client.listSearch({
		nodeType: CODAT,
		path: 'parameters.companyId',
		methodName: 'searchCompanies',
		credential: stage.credential,
		filter,
	});
	return results;
}

export const tests: AppTest[] = [
	{
		name: 'the company list shows every company by name',
		async run(context) {
			const ids = (await companies(context)).map(({ value }) => value);
			for (const { id } of Object.values(SEED.companies)) assert.ok(ids.includes(id));
		},
	},
	{
		name: 'the company list can be searched',
		async run(context) {
			const names = (await companies(context, 'bakery')).map(({ name }) => name);
			assert.deepEqual(names, ['Harbour Lane Bakery']);
		},
	},
];
