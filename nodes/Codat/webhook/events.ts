import type { INodePropertyOptions } from 'n8n-workflow';

import { dataTypes } from '../dataTypes';
import { byName } from '../fields/alphabet';

/** The end of the events of writes, which begin with a data type (docs/codat.md, Event types). */
export const WRITES = ['write.successful', 'write.unsuccessful'];

/** Stands for events that are given by name. */
export const OTHER = 'other';

/** Codat's events, by the names that users choose from (docs/codat.md, Event types). */
export const EVENTS: INodePropertyOptions[] = [
	{
		name: 'Account Categories Updated',
		value: 'AccountCategoriesUpdated',
		description: 'Codat or a user has categorized the accounts of a company',
	},
	{
		name: 'Bank Feed Account Connected',
		value: 'bankFeeds.sourceAccount.connected',
		description: 'A source account of a bank feed was connected',
	},
	{
		name: 'Bank Feed Account Disconnected',
		value: 'bankFeeds.sourceAccount.disconnected',
		description: 'A source account of a bank feed was disconnected',
	},
	{
		name: 'Categorized Bank Statement Failed',
		value: 'reports.categorizedBankStatement.generate.unsuccessful',
		description: 'The report could not be generated',
	},
	{
		name: 'Categorized Bank Statement Generated',
		value: 'reports.categorizedBankStatement.generate.successful',
		description: 'The report was generated',
	},
	{
		name: 'Company Created',
		value: 'company.created',
		description: 'A company was created',
	},
	{
		name: 'Company Deleted',
		value: 'company.deleted',
		description: 'A company was deleted',
	},
	{
		name: 'Connection Connected',
		value: 'connection.connected',
		description: 'A customer has authorized a connection',
	},
	{
		name: 'Connection Created',
		value: 'connection.created',
		description: 'A connection was created, and is waiting to be authorized',
	},
	{
		name: 'Connection Deleted',
		value: 'connection.deleted',
		description: 'A connection was deleted',
	},
	{
		name: 'Connection Disconnected',
		value: 'connection.disconnected',
		description: 'A connection was unlinked, or lost its authorization',
	},
	{
		name: 'Connection Failed',
		value: 'connection.failed',
		description: 'A customer could not authorize a connection, or gave up',
	},
	{
		name: 'Connection Reconnected',
		value: 'connection.reconnected',
		description: 'A connection that was disconnected is connected again',
	},
	{
		name: 'Credit Model Failed',
		value: 'reports.creditModel.generate.unsuccessful',
		description: 'The report could not be generated',
	},
	{
		name: 'Credit Model Generated',
		value: 'reports.creditModel.generate.successful',
		description: 'The report was generated',
	},
	{
		name: 'Expenses Sync Successful',
		value: 'expenses.sync.successful',
		description: 'A sync of Expenses ended without errors or warnings',
	},
	{
		name: 'Expenses Sync Unsuccessful',
		value: 'expenses.sync.unsuccessful',
		description: 'A sync of Expenses ended with at least one error or warning',
	},
	{
		name: 'Initial Read Completed',
		value: 'read.completed.initial',
		description: 'Codat has fetched a company’s data for the first time',
	},
	{
		name: 'Other',
		value: OTHER,
		description: 'Events that are not in this list, by name',
	},
	{
		name: 'Product Added',
		value: 'company.product.added',
		description: 'A product was added to a company',
	},
	{
		name: 'Product Removed',
		value: 'company.product.removed',
		description: 'A product was removed from a company',
	},
	{
		name: 'Rate Limit Reached',
		value: 'client.rateLimit.reached',
		description: 'The daily quota of requests to Codat is used up',
	},
	{
		name: 'Rate Limit Reset',
		value: 'client.rateLimit.reset',
		description: 'The daily quota of requests to Codat has been reset',
	},
	{
		name: 'Read Completed',
		value: 'read.completed',
		description: 'Codat has fetched a company’s data: an item for each data type with new records',
	},
	{
		name: 'Spend Analysis Failed',
		value: 'reports.spendAnalysis.generate.unsuccessful',
		description: 'The report could not be generated',
	},
	{
		name: 'Spend Analysis Generated',
		value: 'reports.spendAnalysis.generate.successful',
		description: 'The report was generated',
	},
	{
		name: 'Write Successful',
		value: WRITES[0],
		description: 'A record was created, updated or deleted on a platform, or had a file uploaded',
	},
	{
		name: 'Write Unsuccessful',
		value: WRITES[1],
		description: 'A record could not be written to a platform, or the write timed out',
	},
];

/** The data types that can be written, all of which have events. */
export const WRITTEN_TYPES: INodePropertyOptions[] = Object.entries(dataTypes)
	.filter(([, { write }]) => write)
	.map(([value, { name }]) => ({ name, value }))
	.sort(byName);

/**
 * The names by which Codat knows the chosen events, each once.
 *
 * @param written the data types of writes; all of them if there are none
 */
export function eventTypesOf(chosen: string[], written: string[], others: string[]): string[] {
	const types = written.length > 0 ? written : WRITTEN_TYPES.map(({ value }) => String(value));
	const names = chosen.flatMap((event) => {
		if (event === OTHER) return others;
		return WRITES.includes(event) ? types.map((type) => `${type}.${event}`) : [event];
	});
	return [...new Set(names)];
}
