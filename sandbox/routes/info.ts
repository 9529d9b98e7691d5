import { STATEMENTS } from '../data/dataTypes';
import { accountingInfo, commerceInfo } from '../data/info';
import { readableConnection } from '../data/reading';
import { statementFor } from '../data/statements';
import { companyOf, ok, routes, type Route } from '../route';

const COMPANY = '/companies/:companyId';

/** What is read whole: financial statements (Lending spec), and what a platform says of a company. */
export const infoRoutes: Route[] = [
	...STATEMENTS.flatMap((statement) =>
		routes({
			[`GET ${COMPANY}/data/financials/${statement}`](call) {
				readableConnection(call, statement, 'Accounting');
				return ok(statementFor(call, statement));
			},
		}),
	),
	...routes({
		[`GET ${COMPANY}/data/info`](call) {
			const connection = readableConnection(call, 'company', 'Accounting');
			return ok(accountingInfo(companyOf(call), connection, call.clock.now()));
		},
		[`GET ${COMPANY}/connections/:connectionId/data/commerce-info`](call) {
			const connection = readableConnection(call, 'commerce-companyInfo', 'Commerce');
			return ok(commerceInfo(companyOf(call), connection, call.clock.now()));
		},
	}),
];
