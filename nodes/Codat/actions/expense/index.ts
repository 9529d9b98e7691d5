import { additionalFields, updateFields } from '../../fields/collection';
import type { Values } from '../../fields/field';
import { inBody } from '../../fields/field';
import { limit, returnAll } from '../../fields/lists';
import { company } from '../../fields/locators';
import { syncId } from '../../fields/syncId';
import { describeTransaction } from '../../outcomes';
import { listOf } from '../../transport/pagination';
import { UserFacingError } from '../../transport/userFacingError';
import { binaryPropertyName, readFile } from '../attachment';
import type { Resource } from '../operation';
import {
	apAccountRef,
	bankAccountRef,
	contactRef,
	currency,
	currencyRate,
	date,
	description,
	employeeRef,
	issueDate,
	merchantName,
	notes,
	ownReference,
	postAsDraft,
	transactionId,
	transferEnd,
	type,
} from './fields';
import { adjustmentLines, claimLines, lines, newClaimLines, newLines } from './lines';
import { sendAndWait, waitFields } from './sendAndWait';

const EXPENSES = '/companies/{companyId}/sync/expenses';

const transactionDate = date('Date', 'date', 'The day of the transaction');
const dueDate = date('Due Date', 'dueDate', 'The day by which the employee is to be reimbursed');

/** Codat takes lists of transactions, which succeed or fail each on its own: an item is one. */
function listOfOne(...names: string[]) {
	return ({ transactionId, additionalFields, ...values }: Values) => {
		const given = names.map((name) => [name, values[name]]);
		return [{ id: transactionId, ...Object.fromEntries(given), ...(additionalFields as Values) }];
	};
}

/**
 * Transactions of company cards and expense claims. Each write starts a sync, a PUT anew each time
 * that it comes, and a platform may refuse the second: such are sent once.
 */
export const expense: Resource = {
	name: 'Expense',
	first: 'create',
	operations: {
		create: {
			name: 'Create',
			action: 'Create expense',
			description: 'Write a company card transaction to the accounting software',
			endpoint: `POST ${EXPENSES}/expense-transactions`,
			fields: [
				company,
				transactionId,
				type,
				issueDate,
				currency,
				lines,
				...waitFields,
				additionalFields(
					bankAccountRef,
					contactRef,
					currencyRate,
					merchantName,
					notes,
					postAsDraft,
					ownReference,
				),
			],
			body: listOfOne('type', 'issueDate', 'currency', 'lines'),
			describe: describeTransaction,
			execute: sendAndWait,
		},
		update: {
			name: 'Update',
			action: 'Update expense',
			description:
				'Change an expense in the accounting software. Codat can change payments only; set all that the expense is to hold, also what stays.',
			endpoint: `PUT ${EXPENSES}/expense-transactions/{transactionId}`,
			once: true,
			fields: [
				company,
				transactionId,
				inBody(type),
				inBody(issueDate),
				inBody(currency),
				inBody(newLines),
				...waitFields,
				updateFields(bankAccountRef, contactRef, currencyRate, merchantName, notes),
			],
			describe: describeTransaction,
			execute: sendAndWait,
		},
		createAdjustment: {
			name: 'Create Adjustment',
			action: 'Create adjustment',
			description:
				'Write a correction, such as for a write-off or a change of exchange rates, as a journal entry',
			endpoint: `POST ${EXPENSES}/adjustment-transactions`,
			fields: [
				company,
				transactionId,
				transactionDate,
				currency,
				adjustmentLines,
				...waitFields,
				additionalFields(currencyRate, ownReference),
			],
			body: listOfOne('date', 'currency', 'lines'),
			describe: describeTransaction,
			execute: sendAndWait,
		},
		createReimbursement: {
			name: 'Create Reimbursement',
			action: 'Create reimbursement',
			description: 'Write an employee’s expense claim to the accounting software, as a bill',
			endpoint: `POST ${EXPENSES}/reimbursable-expense-transactions`,
			fields: [
				company,
				transactionId,
				employeeRef,
				issueDate,
				dueDate,
				currency,
				claimLines,
				...waitFields,
				additionalFields(apAccountRef, currencyRate, notes, ownReference),
			],
			body: listOfOne('contactRef', 'issueDate', 'dueDate', 'currency', 'lines'),
			describe: describeTransaction,
			execute: sendAndWait,
		},
		updateReimbursement: {
			name: 'Update Reimbursement',
			action: 'Update reimbursement',
			description:
				'Change an expense claim in the accounting software. Set everything that it should have, including what doesn’t change.',
			endpoint: `PUT ${EXPENSES}/reimbursable-expense-transactions/{transactionId}`,
			once: true,
			fields: [
				company,
				transactionId,
				inBody(employeeRef),
				inBody(issueDate),
				inBody(dueDate),
				inBody(currency),
				inBody(newClaimLines),
				...waitFields,
				updateFields(apAccountRef, currencyRate, notes, ownReference),
			],
			describe: describeTransaction,
			execute: sendAndWait,
		},
		createTransfer: {
			name: 'Create Transfer',
			action: 'Create transfer',
			description:
				'Record that money was moved between two accounts. A transfer that already exists is changed.',
			endpoint: `PUT ${EXPENSES}/transfer-transactions/{transactionId}`,
			once: true,
			fields: [
				company,
				transactionId,
				transactionDate,
				...transferEnd('from'),
				...transferEnd('to'),
				...waitFields,
				additionalFields(description),
			],
			body: ({ date, fromAccountRef, fromAmount, toAccountRef, toAmount, additionalFields }) => ({
				date,
				from: { accountRef: fromAccountRef, amount: fromAmount },
				to: { accountRef: toAccountRef, amount: toAmount },
				...(additionalFields as Values),
			}),
			describe: describeTransaction,
			execute: sendAndWait,
		},
		getAllTransactions: {
			name: 'Get Many Transaction Statuses',
			action: 'Get many transaction statuses',
			description: 'List the statuses of the transactions of a sync',
			endpoint: `GET ${EXPENSES}/syncs/{syncId}/transactions`,
			fields: [company, syncId, returnAll, limit],
			returns: 'pages',
			describe: describeTransaction,
		},
		getTransaction: {
			name: 'Get Transaction Status',
			action: 'Get transaction status',
			description: 'Get the status of a transaction of a sync',
			endpoint: `GET ${EXPENSES}/syncs/{syncId}/transactions/{transactionId}`,
			fields: [company, syncId, transactionId],
			describe: describeTransaction,
			execute: async ({ request, values }) => {
				const found = listOf((await request()).body);
				if (found.length > 0) return found;
				throw new UserFacingError(
					`The sync has no transaction ${String(values.transactionId)}`,
					"Check both IDs. Sending a transaction returns the 'syncId' of its sync.",
				);
			},
		},
		uploadAttachment: {
			name: 'Upload Attachment',
			action: 'Upload expense attachment',
			description:
				'Attach a file, such as a receipt, to a transaction that has been written to the accounting software',
			endpoint: `POST ${EXPENSES}/syncs/{syncId}/transactions/{transactionId}/attachments`,
			fields: [company, syncId, transactionId, binaryPropertyName],
			execute: async (call) => (await call.request({ file: await readFile(call) })).body,
		},
	},
};
