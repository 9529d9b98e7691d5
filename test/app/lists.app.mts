import assert from 'node:assert/strict';
import { SEED } from '../../sandbox/seed.ts';
import type { AppTest, TestContext } from './appTest.mts';
import { byId, CODAT } from './nodes.mts';

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
	{
		name: 'the form for a record has the fields that the platform takes',
		async run({ stage }) {
			const { id, connections } = SEED.companies.bakery;
			const { fields } = await stage.client.resourceMapperFields({
				nodeType: CODAT,
				path: 'parameters.record',
				methodName: 'getRecordFields',
				parameters: {
					resource: 'pushData',
					operation: 'create',
					companyId: byId(id),
					connectionId: byId(connections.accounting),
					dataType: 'customers',
				},
				credential: stage.credential,
			});
			const names = fields.map(({ displayName }) => displayName);
			for (const name of ['Name (required)', 'Email', 'Currency'])
				assert.ok(names.includes(name), name);
		},
	},
];
