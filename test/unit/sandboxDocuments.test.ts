import { ALL_DATA_TYPES } from '../../sandbox/data/dataTypes';
import { SEED } from '../../sandbox/seed';
import { useBench } from './sandboxClient';

const { bakery, studio, surveyors } = SEED.companies;

const bench = useBench();
const { call, kinds } = bench;

beforeEach(async () => await bench.start());

const setting = { dataType: 'invoices', fetchOnFirstLink: true, syncSchedule: 1, syncOrder: 0 };
const clientId = 'c0da7fff-7d3a-4c1e-9b52-000000000001';

interface Row {
	read: string;
	write: string;
	body: Record<string, unknown>;
	refused: Record<string, unknown>;
	status?: number;
	bodyless?: true;
}

const profile = { name: 'Deli Group', redirectUrl: 'https://example.com/done' };
const origins = { allowedOrigins: ['https://deli.example'] };
const syncSettings = { settings: [setting], overridesDefaults: true };
const unknownType = [{ ...setting, dataType: 'payroll' }];

const ROWS: Row[] = [
	{ read: '/profile', write: 'PUT /profile', body: profile, refused: { name: 'A' } },
	...['/corsSettings', '/connectionManagement/corsSettings'].map((path) => ({
		read: path,
		write: `POST ${path}`,
		body: origins,
		refused: { allowedOrigins: ['deli'] },
	})),
	{
		read: '/profile/syncSettings',
		write: 'POST /profile/syncSettings',
		body: { clientId, ...syncSettings },
		refused: { clientId, ...syncSettings, settings: unknownType },
		status: 204,
	},
	{
		read: `/companies/${bakery.id}/syncSettings`,
		write: `POST /companies/${bakery.id}/syncSettings`,
		body: { companyId: bakery.id, ...syncSettings },
		refused: { companyId: bakery.id, settings: [setting] },
		status: 204,
	},
	{
		read: `/companies/${surveyors.id}/sync/expenses/config`,
		write: `POST /companies/${surveyors.id}/sync/expenses/config`,
		body: { bankAccount: { id: '1' }, supplier: { id: '2' }, customer: { id: '3' } },
		refused: { bankAccount: { id: '1' }, supplier: { id: '2' }, customer: {} },
	},
	{
		read: `/config/companies/${bakery.id}/sync/commerce`,
		write: `POST /config/companies/${bakery.id}/sync/commerce`,
		body: { enable: false, configured: true },
		refused: { configuration: 'none' },
		bodyless: true,
	},
	{
		read: '/sync/commerce/config/ui/text?locale=fr-fr',
		write: 'PATCH /sync/commerce/config/ui/text?locale=fr-fr',
		body: { greeting: { text: 'Bonjour', required: false } },
		refused: { greeting: 'Bonjour' },
	},
	{
		read: `/clients/${clientId}/config/ui/accounts/platform/gbol`,
		write: 'POST /sync/commerce/config/ui/accounts/platform/gbol',
		body: { visibleAccounts: ['account-0001'] },
		refused: { visibleAccounts: 'all' },
	},
];

test.each(ROWS)(
	'$write is read at $read',
	async ({ read, write, body, refused, status = 200, bodyless }) => {
		const [method, path] = write.split(' ');
		const before = (await call('GET', read)).text;
		for (const bad of bodyless ? [refused] : [undefined, refused]) {
			expect((await call(method, path, bad)).status).toBe(400);
		}
		expect((await call('GET', read)).text).toBe(before);
		expect(kinds()).toEqual([]);

		const written = await call(method, path, body);
		expect(written.status).toBe(status);
		if (status === 200) expect(written.body).toMatchObject(body);
		expect((await call('GET', read)).body).toMatchObject(body);
		expect(kinds()).toHaveLength(1);

		bench.sandbox.reset();
		expect((await call('GET', read)).text).toBe(before);
	},
);

test('sync settings of a company that is gone are a 404', async () => {
	const path = `/companies/${studio.id}/syncSettings`;
	expect((await call('GET', path)).body).toMatchObject({ companyId: studio.id });
	await call('POST', path, { companyId: studio.id, ...syncSettings });
	await call('DELETE', `/companies/${studio.id}`);
	expect((await call('GET', path)).status).toBe(404);
});

test('every data type has sync settings', async () => {
	const { body } = await call('GET', '/profile/syncSettings');
	const settings = body.settings as Array<{ dataType: string }>;
	expect(settings.map(({ dataType }) => dataType)).toEqual(ALL_DATA_TYPES);
	expect(ALL_DATA_TYPES).toHaveLength(43);
});

test('products are added to a company and removed, once', async () => {
	const path = `/companies/${bakery.id}`;
	const product = `${path}/products/invoice-finance`;
	const products = async () => (await call('GET', path)).body.products;
	for (let times = 0; times < 2; times++) {
		expect((await call('PUT', product)).status).toBe(204);
		expect(await products()).toEqual(['commerce', 'invoice-finance']);
	}
	for (let times = 0; times < 2; times++) {
		expect((await call('DELETE', product)).status).toBe(204);
		expect(await products()).toEqual(['commerce']);
	}
	expect(kinds()).toEqual(['company.productAdded', 'company.productRemoved']);
});

test('an access token is another one each time', async () => {
	const tokens = [1, 2].map(async () => await call('GET', `/companies/${bakery.id}/accessToken`));
	const [first, second] = (await Promise.all(tokens)).map(({ body }) => body);
	expect(first).toMatchObject({ tokenType: 'Bearer', expiresIn: 3600 });
	expect(first.accessToken).not.toBe(second.accessToken);
});

test('an integration says which data types it has', async () => {
	const features = async (key: string) => {
		const { body } = await call('GET', `/integrations/${key}`);
		return (body.datatypeFeatures as Array<{ dataType: string }>).map(({ dataType }) => dataType);
	};
	expect(await features('gbol')).toContain('salesOrders');
	expect(await features('qhyg')).not.toContain('salesOrders');
	expect(await features('fztf')).toContain('commerce-orders');
	expect(await features('tbnk')).toContain('banking-accounts');
});

test('texts of the sync flow are kept by language, and added to', async () => {
	const path = '/sync/commerce/config/ui/text';
	const before = (await call('GET', `${path}?locale=en-us`)).body;
	await call('PATCH', `${path}?locale=fr-fr`, { a: { text: 'A', required: true } });
	expect((await call('GET', `${path}?locale=en-us`)).body).toEqual(before);
	const after = (await call('GET', `${path}?locale=fr-fr`)).body;
	expect(after).toEqual({ ...before, a: { text: 'A', required: true } });
	for (const query of ['', '?locale=de-de']) {
		expect((await call('GET', path + query)).status).toBe(400);
	}
	expect((await call('GET', '/clients/none/config/ui/accounts/platform/gbol')).status).toBe(404);
});
