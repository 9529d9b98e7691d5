import { dataTypesOf } from './data/dataTypes';
import { CodatError } from './errors';
import type { SourceType } from './state';

export interface Integration {
	key: string;
	name: string;
	sourceType: SourceType;
	enabled: boolean;
	integrationId: string;
	sourceId: string;
	isOfflineConnector: boolean;
	isBeta: boolean;
	/** Data types of its kind that it does not have. */
	lacks: string[];
}

function integration(
	number: number,
	key: string,
	name: string,
	sourceType: SourceType,
	marks: Partial<Pick<Integration, 'enabled' | 'isOfflineConnector' | 'isBeta' | 'lacks'>> = {},
): Integration {
	const tail = String(number).padStart(12, '0');
	return {
		key,
		name,
		sourceType,
		enabled: true,
		integrationId: `1f7e6a3c-0b52-4d8e-9a41-${tail}`,
		sourceId: `6c9d2e81-57f4-4b0a-8e63-${tail}`,
		isOfflineConnector: false,
		isBeta: false,
		lacks: [],
		...marks,
	};
}

/** The key of the connection that Expenses makes for its own customer; this one is made up. */
export const PARTNER_EXPENSE = 'pexp';

/** Codat's test bank has no key in its public docs; this one is made up. */
export const TEST_BANK = 'tbnk';

/** Platforms, with Codat's own keys (Codat docs: Integrations). What they lack is made up. */
export const INTEGRATIONS: Integration[] = [
	integration(1, 'mqjo', 'Codat Sandbox', 'Accounting'),
	integration(2, 'aiwb', 'Commerce Sandbox', 'Commerce'),
	integration(3, 'gbol', 'Xero', 'Accounting'),
	integration(4, 'qhyg', 'QuickBooks Online', 'Accounting', {
		lacks: ['itemReceipts', 'salesOrders'],
	}),
	integration(5, 'pqsw', 'QuickBooks Desktop', 'Accounting', { isOfflineConnector: true }),
	integration(6, 'fbrh', 'FreeAgent', 'Accounting'),
	integration(7, 'akxx', 'Oracle NetSuite', 'Accounting'),
	integration(8, 'trji', 'Dynamics 365 Business Central', 'Accounting', { isBeta: true }),
	integration(9, 'fztf', 'Shopify', 'Commerce'),
	integration(10, 'ugxp', 'Zettle', 'Commerce', { lacks: ['commerce-disputes'] }),
	integration(11, 'fqly', 'Clover', 'Commerce', { enabled: false }),
	integration(12, 'ldgh', 'Lightspeed K', 'Commerce', { enabled: false }),
	integration(13, 'lqai', 'Partner Commerce', 'Commerce'),
	integration(14, 'tgff', 'Sage Business Cloud Accounting', 'Accounting', { enabled: false }),
	integration(15, PARTNER_EXPENSE, 'Partner Expense', 'Expense'),
	integration(16, TEST_BANK, 'Test Bank', 'Banking'),
];

export function findIntegration(key: string): Integration | undefined {
	return INTEGRATIONS.find((one) => one.key === key);
}

/** The integration with a key, or Codat's 404. */
export function integrationOf(key: string): Integration {
	const integration = findIntegration(key);
	if (!integration) throw new CodatError(404, `No integration was found with key ${key}`);
	return integration;
}

/** The data types that a platform has. */
export function supportedTypes({ sourceType, lacks }: Integration): string[] {
	return dataTypesOf(sourceType).filter((dataType) => !lacks.includes(dataType));
}
