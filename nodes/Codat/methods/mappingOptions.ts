import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { recordLabel } from '../recordLabels';
import type { Client } from '../transport/client';
import { UserFacingError } from '../transport/userFacingError';
import { isLeaf, recordSearch, showCategory } from './companyRecords';
import { chosenCompany, entries, matcher, objectsIn, withClient, type Show } from './lists';

/** Options of which one is to be chosen. */
export interface Choices {
	/** What they are, for messages. */
	shown: string;
	/** What to do where there are none. */
	lacking?: string;
	/** Which of them can be chosen. */
	fits?: (option: IDataObject, context: ILoadOptionsFunctions, all: IDataObject[]) => boolean;
	show: (option: IDataObject, all: IDataObject[]) => ReturnType<Show>;
}

/** A list of the company's mapping options (Expenses spec: `MappingOptions`). */
interface OptionList extends Choices {
	key: 'accounts' | 'taxRates' | 'trackingCategories';
}

function optionSearch(list: OptionList) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
	): Promise<INodeListSearchResult> {
		return await withClient(
			this,
			async (client) => await searchOptions(this, client, list, filter),
		);
	};
}

async function searchOptions(
	context: ILoadOptionsFunctions,
	client: Client,
	list: OptionList,
	filter: string | undefined,
): Promise<INodeListSearchResult> {
	const path = `/companies/${chosenCompany(context, list.shown)}/sync/expenses/mappingOptions`;
	const { body } = await client.send({ method: 'GET', path });
	return choose(context, list, (body as IDataObject | undefined)?.[list.key], filter);
}

/**
 * The options that fit and match the filter, by name.
 *
 * @param options as Codat gave them
 * @throws UserFacingError when there are none, or none that fit
 */
export function choose(
	context: ILoadOptionsFunctions,
	{ shown, lacking, fits, show }: Choices,
	options: unknown,
	filter: string | undefined,
): INodeListSearchResult {
	const all = objectsIn(options);
	if (all.length === 0) {
		throw new UserFacingError(
			lacking ??
				`Codat has no ${shown} of this company yet. Link its accounting software and have Codat fetch the data, or choose 'By ID'.`,
			'',
		);
	}
	const fitting = fits ? all.filter((option) => fits(option, context, all)) : all;
	if (fitting.length === 0) {
		throw new UserFacingError(
			`None of the ${all.length} ${shown} of this company can be used for this. Add one in its accounting software, or choose 'By ID'.`,
			'',
		);
	}
	const results = entries(fitting, (option) => show(option, all));
	results.sort((a, b) => a.name.localeCompare(b.name));
	return { results: results.filter(matcher(filter)) };
}

/** Where an account can be used, as `validFor` names it; of expenses, those of their type alone. */
const USES: Record<string, string> = {
	create: 'expense-transactions',
	update: 'expense-transactions',
	createAdjustment: 'adjustment-transactions',
	createReimbursement: 'reimbursable-expense-transactions',
	updateReimbursement: 'reimbursable-expense-transactions',
	createTransfer: 'transfer-transactions',
};

function isValidFor({ validFor }: IDataObject, context: ILoadOptionsFunctions): boolean {
	const use = USES[String(context.getCurrentNodeParameter('operation'))];
	const type = chosenType(context);
	// What Codat doesn't say is no reason to withhold an account.
	if (!Array.isArray(validFor) || validFor.length === 0 || use === undefined) return true;
	const texts = validFor.map(String);
	return use === 'expense-transactions' && type === undefined
		? texts.some((text) => text.startsWith(use))
		: texts.includes(use === 'expense-transactions' ? `${use}.${type}` : use);
}

/** The type of the expense, or undefined where there is none or an expression gives it. */
function chosenType(context: ILoadOptionsFunctions): string | undefined {
	const operation = context.getCurrentNodeParameter('operation');
	const type = context.getCurrentNodeParameter('type');
	const isExpense = operation === 'create' || operation === 'update';
	return isExpense && typeof type === 'string' && /^\w+$/.test(type) ? type : undefined;
}

/** How an option is shown, by the data type that it is a record of. */
export const showAs =
	(dataType: string): Show =>
	(option) => ({ id: option.id, name: recordLabel(dataType, option) });

const accounts = { key: 'accounts', show: showAs('chartOfAccounts') } as const;

/** The accounts that the operation's transactions can be booked to. */
export const searchAccounts = optionSearch({ ...accounts, shown: 'accounts', fits: isValidFor });

export const searchAnyAccounts = optionSearch({ ...accounts, shown: 'accounts' });

export const searchBankAccounts = optionSearch({
	...accounts,
	shown: 'bank accounts',
	fits: ({ isBankAccount }) => isBankAccount !== false,
});

export const searchTaxRates = optionSearch({
	key: 'taxRates',
	shown: 'tax rates',
	fits: ({ validTransactionTypes: types }, context) => {
		const type = chosenType(context);
		return (
			!Array.isArray(types) || types.length === 0 || !type || types.some((each) => each === type)
		);
	},
	show: showAs('taxRates'),
});

const trackingCategories: OptionList = {
	key: 'trackingCategories',
	shown: 'tracking categories',
	fits: isLeaf,
	show: showCategory,
};

export const searchSuppliers = recordSearch('suppliers');
export const searchCustomers = recordSearch('customers');

/** What a line can be tracked by, of the kind chosen in the same row. */
export async function searchTracking(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	switch (this.getCurrentNodeParameter('&dataType')) {
		case 'customers':
			return await searchCustomers.call(this, filter, paginationToken);
		case 'suppliers':
			return await searchSuppliers.call(this, filter, paginationToken);
		default:
			return await optionSearch(trackingCategories).call(this, filter);
	}
}
