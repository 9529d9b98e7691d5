import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { isEmptyList } from '../transport/notFound';
import { recordsOf } from '../transport/pagination';
import { minuteOf, words } from './history';
import { chosenCompany, entries, label, matcher, objectsIn, withClient } from './lists';

const LATEST = { name: 'Latest', value: 'latest' };

/** The reports that an operation of one type alone is about. */
const TYPE_OF: Record<string, string> = {
	getBankStatementAccounts: 'categorizedBankStatement',
	getBankStatementTransactions: 'categorizedBankStatement',
	getFinancialSummary: 'creditModel',
	getSpendAnalysis: 'spendAnalysis',
};

/** The latest report, then those of the company that are of the right type, the newest first. */
export async function searchReports(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await withClient(this, async (client) => {
		const path = `/companies/${chosenCompany(this, 'reports')}/reports`;
		const query = { page: 1, pageSize: 500, orderBy: '-requestedDate' };
		const answer = await client.send({ method: 'GET', path, query }, { accept: isEmptyList });
		const operation = String(this.getCurrentNodeParameter('operation'));
		const type = TYPE_OF[operation] ?? this.getCurrentNodeParameter('reportType');
		const found = objectsIn(recordsOf(answer)).filter((report) => report.type === type);
		const reports = entries(found, ({ id, requestedDate, status }) => ({
			id,
			name: label(minuteOf(requestedDate, this.getTimezone()) ?? id, words(status)),
		}));
		return { results: [LATEST, ...reports].filter(matcher(filter)) };
	});
}
