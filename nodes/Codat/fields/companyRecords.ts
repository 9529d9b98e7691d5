import type { INodeProperties } from 'n8n-workflow';

import type { Field, Values } from './field';
import { recordLocator, reference } from './locators';

/** The kinds of a company's records that fields refer to, by Codat's name of their data type. */
export const RECORD_KINDS = {
	accounts: 'chartOfAccounts',
	bankAccounts: 'bankAccounts',
	billCreditNotes: 'billCreditNotes',
	billPayments: 'billPayments',
	bills: 'bills',
	creditNotes: 'creditNotes',
	customers: 'customers',
	invoices: 'invoices',
	items: 'items',
	journalEntries: 'journalEntries',
	journals: 'journals',
	paymentMethods: 'paymentMethods',
	payments: 'payments',
	suppliers: 'suppliers',
	taxRates: 'taxRates',
	trackingCategories: 'trackingCategories',
} as const;

export type RecordKind = keyof typeof RECORD_KINDS;

type Property = Pick<INodeProperties, 'displayName' | 'name' | 'description' | 'required'>;

/** The method that lists the chosen company's records of a kind, such as `searchRecordsAccounts`. */
export function searchOf(kind: RecordKind): string {
	return `searchRecords${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

/** A record of the chosen company, by name; what is read is its ID, undefined for none. */
export function companyRecord(kind: RecordKind, property: Property): Field {
	return recordLocator({ ...property, searchListMethod: searchOf(kind), example: '7110701885' });
}

/** The same, as Codat refers to records: `{ "id": … }`. */
export function companyRecordRef(kind: RecordKind, property: Property, more?: Values): Field {
	return reference({ ...property, searchListMethod: searchOf(kind), example: '7110701885' }, more);
}

/** A record of the data type that is chosen above it, which must be given. */
export function recordOfType(description: string, searchListMethod = 'searchRecords'): Field {
	return recordLocator({
		displayName: 'Record ID',
		name: 'recordId',
		description,
		required: true,
		searchListMethod,
		example: '7110701885',
	});
}
