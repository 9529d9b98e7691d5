import { seeded, day, gross, net, outgoing, turns, type Template } from './template';

const balance = { available: gross, current: net, limit: 500 };

/** Banking data, field by field (Banking spec). */
export const BANKING: Record<string, Record<string, Template>> = {
	'banking-accountBalances': {
		accountId: seeded('bank-account-#'),
		balance,
		date: day(),
	},
	'banking-accounts': {
		id: 'bank-account-#',
		name: 'Business account #',
		informalName: turns(null, 'Savings'),
		holder: 'Marigold & Fern Ltd',
		type: turns('Debit', 'Credit'),
		balance,
		identifiers: {
			type: turns('Depository', 'Credit'),
			subtype: 'checking',
			number: '0000#',
			bankCode: '000000',
			iban: null,
			bic: null,
			maskedAccountNumber: '#',
		},
		currency: 'GBP',
		institution: { id: 'harbour-bank', name: 'Harbour Bank' },
	},
	'banking-transactionCategories': {
		id: 'category-#',
		name: turns('Takings', 'Rent', 'Parts'),
		parentId: turns(null, 'category-0001'),
		hasChildren: turns(true, false),
		status: turns('Active', 'Archived'),
	},
	'banking-transactions': {
		id: 'bank-line-#',
		accountId: seeded('bank-account-#'),
		description: 'Card payment #',
		amount: turns(gross, outgoing),
		currency: 'GBP',
		postedDate: day(),
		authorizedDate: day(-1),
		code: turns('Payment', 'Purchase', 'DirectDebit', 'Fee'),
		merchantName: turns(null, 'Tidewater Energy'),
		transactionCategoryRef: seeded({ id: 'category-#', name: turns('Takings', 'Rent', 'Parts') }),
	},
};
