import { codeOf } from './syncs';
import type { Company, ExpenseTransaction } from './state';

/** A transaction, as it is answered (Expenses spec: `TransactionStatus`): it ends with its sync. */
export function transactionStatus(
	company: Company,
	{ transactionId, syncId, refused }: ExpenseTransaction,
	now: number,
) {
	const sync = company.syncs.find((one) => one.syncId === syncId);
	const code = sync ? codeOf(sync, now) : 0;
	const failed = { status: 'PushError', message: sync?.end.errorMessage ?? 'It was not written.' };
	const written = { status: 'Completed', message: null };
	const ended = refused ?? (code < 4000 ? written : failed);
	return {
		transactionId,
		...(code < 2000 ? { status: 'Pending', message: null } : ended),
		integrationType: 'expenses',
	};
}

/** Keeps a transaction; one with the same ID is sent again, and takes the place of the old. */
export function putTransaction(company: Company, transaction: ExpenseTransaction): void {
	const others = company.transactions.filter(
		({ transactionId }) => transactionId !== transaction.transactionId,
	);
	company.transactions = [...others, transaction];
}
