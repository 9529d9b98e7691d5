import type { Clock } from '../clock';
import type { JsonObject } from '../route';
import type { Company } from '../state';
import { recordsOf, sourceConnection } from './reading';
import { recordBody } from './records';

const TRANSACTION_TYPES = ['Payment', 'Refund', 'Reward', 'Chargeback'];
const VALID_FOR = [
	...TRANSACTION_TYPES.map((type) => `expense-transactions.${type}`),
	'reimbursable-expense-transactions',
	'transfer-transactions',
	'adjustment-transactions',
];

/** All records of an accounting data type of a company that are not deleted. */
export function accountingRecords(company: Company, dataType: string, clock: Clock): JsonObject[] {
	const connection = sourceConnection(company, 'Accounting');
	const { records } = recordsOf(company, connection, dataType, clock);
	return records
		.filter(({ isDeleted }) => !isDeleted)
		.map((record) => recordBody(dataType, record));
}

/** What the expenses of a company can be booked to (Expenses spec: `MappingOptions`). */
export function mappingOptions(company: Company, clock: Clock): JsonObject {
	const { platformName } = sourceConnection(company, 'Expense');
	return {
		expenseProvider: platformName,
		accounts: accountingRecords(company, 'chartOfAccounts', clock).map((account) => ({
			id: account.id,
			nominalCode: account.nominalCode,
			name: account.name,
			currency: account.currency,
			accountType: account.type,
			fullyQualifiedCategory: account.fullyQualifiedCategory,
			isBankAccount: account.isBankAccount,
			validTransactionTypes: TRANSACTION_TYPES,
			validFor: VALID_FOR,
		})),
		trackingCategories: accountingRecords(company, 'trackingCategories', clock).map(
			({ id, name, hasChildren, parentId }) => ({ id, name, hasChildren, parentId }),
		),
		taxRates: accountingRecords(company, 'taxRates', clock).map((rate) => ({
			id: rate.id,
			name: rate.name,
			code: rate.code,
			effectiveTaxRate: rate.effectiveTaxRate,
			totalTaxRate: rate.totalTaxRate,
			validTransactionTypes: TRANSACTION_TYPES,
		})),
	};
}
