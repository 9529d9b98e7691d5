import { MATCHED, matchesOf, metricReport, statusOf, summaryOf } from '../data/assessment';
import { sourceConnection } from '../data/reading';
import { invalidRequest } from '../errors';
import { page, select } from '../paging';
import { companyOf, connectionOf, ok, routes, type Call } from '../route';

const INTEGRITY = '/data/companies/:companyId/assess/dataTypes/:dataType/dataIntegrity';

const LISTING = {
	name: 'DataIntegrityDetail',
	properties: ['id', 'type', 'connectionId', 'date', 'description', 'amount', 'currency'],
};

function sides(call: Call) {
	const company = companyOf(call);
	const { dataType } = call.params;
	const other = MATCHED[dataType];
	if (other === undefined) throw invalidRequest();
	const sideOf = (type: string) => ({
		dataType: type,
		connectionId: sourceConnection(company, type.startsWith('banking-') ? 'Banking' : 'Accounting')
			.id,
	});
	const [source, target] = [sideOf(dataType), sideOf(other)];
	return { source, target, records: matchesOf(source, target) };
}

/** What Codat makes of a company's data (Lending spec: data integrity, commerce metrics). */
export const assessmentRoutes = routes({
	[`GET ${INTEGRITY}/status`](call) {
		const { source, target, records } = sides(call);
		return ok({ metadata: [statusOf(records, source, target)] });
	},
	[`GET ${INTEGRITY}/summaries`](call) {
		const { target, records } = sides(call);
		return ok({ summaries: [summaryOf(select(call, records, LISTING), target.dataType)] });
	},
	[`GET ${INTEGRITY}/details`]: (call) =>
		page(call, sides(call).records, LISTING, (record) => record),
	'GET /data/companies/:companyId/connections/:connectionId/assess/commerceMetrics/:metric'(call) {
		connectionOf(call);
		return ok(metricReport(call));
	},
});
