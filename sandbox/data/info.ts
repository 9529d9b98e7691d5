import type { JsonObject } from '../route';
import type { Company, Connection } from '../state';
import { address } from './refs';
import { make } from './template';

function common({ name, created }: Company, at: number): JsonObject {
	return {
		companyName: name,
		companyLegalName: `${name} Ltd`,
		phoneNumbers: [{ number: '+44 1947 550000', type: 'Primary' }],
		webLinks: [{ type: 'Website', url: 'https://shop.example' }],
		registrationNumber: '00000000',
		baseCurrency: 'GBP',
		createdDate: new Date(Math.min(Date.parse(created), at)).toISOString(),
	};
}

const place = make(address, { number: 1, day: 0 }) as JsonObject;

/** What the accounting platform says of a company (Expenses spec: `CompanyInfo`). */
export function accountingInfo(company: Company, { sourceId }: Connection, at: number): JsonObject {
	return {
		...common(company, at),
		accountingPlatformRef: sourceId,
		addresses: [place],
		taxNumber: 'GB000000000',
		financialYearStartDate: '2025-04-01T00:00:00',
		sourceUrls: { books: 'https://books.example' },
	};
}

/** What the commerce platform says of a company (Commerce spec: `CompanyInfo`). */
export function commerceInfo(company: Company, { sourceId }: Connection, at: number): JsonObject {
	const modifiedDate = new Date(at).toISOString();
	return {
		...common(company, at),
		commercePlatformRef: sourceId,
		addresses: [{ ...place, line2: '' }],
		accountBalances: [{ available: 120.5, pending: 30, reserved: 0, currency: 'GBP' }],
		sourceUrls: { shop: 'https://shop.example' },
		modifiedDate,
		sourceModifiedDate: modifiedDate,
	};
}
