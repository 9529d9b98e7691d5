import { mappingOptions } from '../data/mappingOptions';
import { documentRoutes, hasTexts, type Document } from '../documents';
import { CodatError, invalidRequest } from '../errors';
import { companyOf, isObject, ok, routes, type Call, type JsonObject, type Route } from '../route';
import { CLIENT_ID } from './settings';

const LOCALES = ['en-us', 'fr-fr'];

function localeIn({ query }: Call): string {
	const { locale = '' } = query;
	if (!LOCALES.includes(locale)) throw invalidRequest();
	return locale;
}

const choice = (labelText: string, accountOptions: JsonObject[]) => ({
	labelText,
	descriptionText: null,
	selectedAccountId: null,
	required: true,
	accountOptions,
});

const ACCOUNTS = [1, 2, 3].map((number) => ({
	id: `account-000${number}`,
	name: `Account 000${number}`,
	nominalCode: `4000${number}`,
	classification: 'Nominal',
}));

/** What a company's commerce syncs do before anyone chose (Commerce spec: `Configuration`). */
function commerceConfiguration(call: Call): JsonObject {
	const { id, name } = companyOf(call);
	return {
		companyId: id,
		accountingSoftwareCompanyName: name,
		enable: true,
		configured: false,
		schedule: {
			selectedFrequency: 'Daily',
			frequencyOptions: ['Daily', 'Monthly'],
			startDate: '2026-01-01T00:00:00Z',
			syncHour: 2,
			timeZone: 'Europe/London',
		},
		configuration: {
			countryCode: 'GB',
			mapSettings: { outputFormat: 'JournalEntry' },
			sales: {
				syncSales: true,
				accounts: { sales: choice('Sales', ACCOUNTS) },
				invoiceStatus: { selectedInvoiceStatus: 'Submitted', invoiceStatusOptions: ['Submitted'] },
				salesCustomer: {
					selectedCustomerId: null,
					customerOptions: [{ id: 'customer-0001', name: 'Bramble Café' }],
				},
				newTaxRates: {
					accountingTaxRateOptions: [{ id: 'tax-0001', name: 'Standard rate' }],
					commerceTaxRateOptions: [{ id: 'component-0001', name: 'VAT' }],
					taxRateMappings: [],
					selectedDefaultZeroTaxRateId: null,
					defaultZeroTaxRateOptions: [{ id: 'tax-0003', name: 'Zero rate' }],
				},
				grouping: {
					groupingPeriod: { selectedGroupingPeriod: 'Daily', groupingPeriodOptions: ['Daily'] },
				},
			},
			newPayments: { syncPayments: true, accounts: { card: choice('Card', ACCOUNTS) } },
			fees: {
				feesSupplier: {
					selectedSupplierId: null,
					supplierOptions: [{ id: 'supplier-0001', name: 'Millstone Flour' }],
				},
				syncFees: false,
				accounts: { fees: choice('Fees', ACCOUNTS) },
			},
		},
	};
}

const withId = (value: unknown) => isObject(value) && hasTexts(value, 'id');

/** What a company's expenses are booked to, unless they say otherwise (Expenses spec). */
export const EXPENSES_CONFIGURATION: Document = {
	path: '/companies/:companyId/sync/expenses/config',
	write: 'POST',
	model: 'CompanyConfiguration',
	kind: 'syncConfiguration.updated',
	initial: (call) =>
		companyOf(call).products.includes('expenses')
			? {
					bankAccount: { id: 'account-0003' },
					supplier: { id: 'supplier-0001' },
					customer: { id: 'customer-0001' },
				}
			: undefined,
	accepts: ({ bankAccount, supplier, customer }) => [bankAccount, supplier, customer].every(withId),
};

const DOCUMENTS: Document[] = [
	EXPENSES_CONFIGURATION,
	{
		path: '/config/companies/:companyId/sync/commerce',
		write: 'POST',
		merges: true,
		bodyless: true,
		model: 'Configuration',
		kind: 'syncConfiguration.updated',
		initial: commerceConfiguration,
		accepts: ({ configuration = {}, schedule = {} }) =>
			isObject(configuration) && isObject(schedule),
	},
	{
		path: '/sync/commerce/config/ui/text',
		write: 'PATCH',
		merges: true,
		model: 'LocalizationInfo',
		kind: 'syncFlow.updated',
		key: (call) => `sync flow text ${localeIn(call)}`,
		initial: () => ({ welcome: { text: 'Connect your shop', required: true } }),
		accepts: (body) => Object.values(body).every(isObject),
	},
	{
		path: '/clients/:clientId/config/ui/accounts/platform/:platformKey',
		write: 'POST /sync/commerce/config/ui/accounts/platform/:platformKey',
		model: 'VisibleAccounts',
		kind: 'syncFlow.updated',
		key({ params }) {
			const { clientId = CLIENT_ID, platformKey } = params;
			if (clientId !== CLIENT_ID) throw new CodatError(404, `Client ${clientId} not found`);
			return `visible accounts ${platformKey}`;
		},
		initial: () => ({ visibleAccounts: [] }),
		accepts: ({ visibleAccounts }) => Array.isArray(visibleAccounts),
	},
];

/** Configurations of syncs, and of the pages that customers see (Commerce and Expenses specs). */
export const syncConfigurationRoutes: Route[] = [
	...documentRoutes(DOCUMENTS),
	...routes({
		'GET /companies/:companyId/sync/expenses/mappingOptions': (call) =>
			ok(mappingOptions(companyOf(call), call.clock)),
	}),
];
