import { CodatAccounting } from '@codat/accounting';
import { CodatCommerce } from '@codat/commerce';
import { CodatCommon } from '@codat/common';
import { CodatLending } from '@codat/lending';
import { CodatPlatform } from '@codat/platform';
import { CodatSyncCommerce } from '@codat/sync-for-commerce';
import { CodatSyncCommerce as CodatSyncCommerceV1 } from '@codat/sync-for-commerce-version-1';
import { CodatSyncExpenses } from '@codat/sync-for-expenses';
import { authorizationFor } from '../../sandbox/auth';
import type { Sandbox } from '../../sandbox/server';

/** Codat's official SDKs, all pointed at a sandbox. */
export function sdksFor({ url: serverURL, apiKey }: Pick<Sandbox, 'url' | 'apiKey'>) {
	const authHeader = authorizationFor(apiKey);
	const security = { authHeader };
	return {
		platform: new CodatPlatform({ serverURL, authHeader }),
		commerce: new CodatSyncCommerce({ serverURL, authHeader }),
		commerceV1: new CodatSyncCommerceV1({ serverURL, security }),
		expenses: new CodatSyncExpenses({ serverURL, security }),
		accounting: new CodatAccounting({ serverURL, security }),
		commerceData: new CodatCommerce({ serverURL, security }),
		lending: new CodatLending({ serverURL, security }),
		common: new CodatCommon({ serverURL, security }),
	};
}

export type Sdks = ReturnType<typeof sdksFor>;
