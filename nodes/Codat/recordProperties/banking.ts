import type { Properties } from './properties';

/** Accounts at banks and their transactions, from the spec of Codat’s banking API. */
export const banking: Record<string, Properties> = {
	'banking-accountBalances': {
		simple: 'accountId date balance.available balance.current balance.limit modifiedDate',
		text: 'accountId',
		number: 'balance.available balance.current balance.limit',
		date: 'date modifiedDate sourceModifiedDate',
	},
	'banking-accounts': {
		simple:
			'id name holder type currency balance.available balance.current institution.name modifiedDate',
		text: 'id name informalName holder identifiers.subtype identifiers.number identifiers.bankCode identifiers.iban identifiers.bic identifiers.maskedAccountNumber currency institution.id institution.name',
		number: 'balance.available balance.current balance.limit',
		date: 'modifiedDate sourceModifiedDate',
		choices: {
			type: 'Unknown Credit Debit',
			'identifiers.type': 'Account Card Credit Depository Investment Loan Other',
		},
	},
	'banking-transactionCategories': {
		simple: 'id name parentId hasChildren status modifiedDate',
		text: 'id name parentId',
		date: 'modifiedDate sourceModifiedDate',
		boolean: 'hasChildren',
		choices: { status: 'Unknown Active Archived' },
	},
	'banking-transactions': {
		simple:
			'id accountId postedDate description amount currency merchantName code transactionCategoryRef.name modifiedDate',
		text: 'id accountId description currency merchantName transactionCategoryRef.id transactionCategoryRef.name',
		number: 'amount',
		date: 'postedDate authorizedDate modifiedDate sourceModifiedDate',
		choices: {
			code: 'Unknown Fee Payment Cash Transfer Interest Cashback Cheque DirectDebit Purchase StandingOrder Adjustment Credit Other NotSupported',
		},
	},
};
