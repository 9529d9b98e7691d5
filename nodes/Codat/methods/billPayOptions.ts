import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { allMappingOptions } from '../actions/billPay/mappingOptions';
import { isEmptyList } from '../transport/notFound';
import { tokenIn, tokenRecords } from '../transport/pagination';
import type { Answer } from '../transport/request';
import { UserFacingError } from '../transport/userFacingError';
import {
	chosenCompany,
	chosenConnection,
	label,
	objectsIn,
	withClient,
	type ListClient,
} from './lists';
import { recordSearch } from './companyRecords';
import { choose, searchCustomers, showAs, type Choices } from './mappingOptions';
import { searchTokenPages } from './pages';

/** Asks for a page of a list of Bill Pay's, of the company and connection that are chosen. */
function pagesOf(
	context: ILoadOptionsFunctions,
	client: ListClient,
	path: string,
	shown: string,
	query?: string,
) {
	const company = chosenCompany(context, shown);
	const connection = chosenConnection(context, shown);
	return async (continuationToken?: string) =>
		await client.send(
			{
				method: 'GET',
				path: `/companies/${company}/connections/${connection}/payables/${path}`,
				query: { query, continuationToken },
			},
			{ accept: isEmptyList },
		);
}

/** A list of the mapping options of bills or of payments; there are so few that all are read. */
function optionSearch(path: 'bills' | 'payments', key: string, choices: Choices) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
	): Promise<INodeListSearchResult> {
		return await withClient(this, async (client) => {
			const fetchPage = pagesOf(this, client, `mappingOptions/${path}`, choices.shown);
			return choose(this, choices, (await allMappingOptions(fetchPage))[key], filter);
		});
	};
}

/** The accounts that the lines of bills can be booked to. */
export const searchBillAccounts = optionSearch('bills', 'accounts', {
	shown: 'accounts',
	show: showAs('chartOfAccounts'),
});

export const searchBillTaxRates = optionSearch('bills', 'taxRates', {
	shown: 'tax rates',
	show: showAs('taxRates'),
});

/** The accounts that bills can be paid from. */
export const searchPaymentAccounts = optionSearch('payments', 'bankAccounts', {
	shown: 'bank accounts',
	show: ({ id, name, accountNumber, currency }: IDataObject) => ({
		id,
		name: label(name || id, accountNumber, currency),
	}),
});

/** The suppliers, a page at a time. Codat can't search them by name. */
export async function searchBillSuppliers(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await withClient(this, async (client) => {
		const read = someOf(
			pagesOf(this, client, 'suppliers', 'suppliers'),
			"This company has no suppliers in its accounting software yet. Add one ('Create Supplier'), or choose 'By ID'.",
		);
		return await searchTokenPages(client, read, showAs('suppliers'), filter, paginationToken);
	});
}

/** The bills that every platform knows (docs/codat.md, Bill Pay); Codat leaves out those paid. */
const ALL_BILLS = 'status=Open||status=PartiallyPaid||status=Paid';

/** The bills, a page at a time: to be paid, only those that something is due on. */
export async function searchPayableBills(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await withClient(this, async (client) => {
		const isPaid = this.getCurrentNodeParameter('operation') === 'payBill';
		const read = someOf(
			pagesOf(this, client, 'bills', 'bills', isPaid ? undefined : ALL_BILLS),
			isPaid
				? "No bill of this company is open or partially paid. Add one ('Create Bill'), or choose 'By ID'."
				: "This company has no bills in its accounting software yet. Add one ('Create Bill'), or choose 'By ID'.",
		);
		return await searchTokenPages(client, read, showAs('bills'), filter, paginationToken);
	});
}

/**
 * Reads a page of records, and where the next one begins.
 *
 * @throws UserFacingError with what is lacking, where there are none at all
 */
const someOf =
	(fetchPage: (token?: string) => Promise<Answer>, lacking: string) => async (token?: string) => {
		const answer = await fetchPage(token);
		const records = objectsIn(tokenRecords(answer));
		const next = tokenIn(answer.body);
		if (token === undefined && next === undefined && records.length === 0) {
			throw new UserFacingError(lacking, '');
		}
		return { records, next };
	};

const searchCategories = recordSearch('trackingCategories');

/** What a line can be reported under, of the kind that is chosen beside it, as Codat has read it. */
export const searchBillTracking: typeof searchCategories = async function (...given) {
	const isCustomer = this.getCurrentNodeParameter('&dataType') === 'customers';
	return await (isCustomer ? searchCustomers : searchCategories).call(this, ...given);
};
