import type { IDataObject } from 'n8n-workflow';

import type { Field } from '../fields/field';
import { inQuery } from '../fields/field';
import { company } from '../fields/locators';
import { isRecordGone } from '../transport/notFound';
import { listOf, recordsOf } from '../transport/pagination';
import { outputField } from './download';
import type { Call, Resource } from './operation';
import { failedReport, waitFields } from './report/generateAndWait';
import { waitForEnd, type Started } from './started';

/** Without Enhanced Cash Flow, which Codat removed (docs/codat.md, Reports). */
const reportType: Field = inQuery({
	property: {
		displayName: 'Report Type',
		name: 'reportType',
		type: 'options',
		options: [
			{
				name: 'Audit',
				value: 'audit',
				description: 'Accounts that are inaccurate or out of date',
			},
			{
				name: 'Enhanced Financials',
				value: 'enhancedFinancials',
				description: 'Balance sheet and profit and loss, with categories',
			},
			{
				name: 'Enhanced Invoices',
				value: 'enhancedInvoices',
				description: 'Invoices with the bank transactions that paid them',
			},
		],
		default: 'enhancedFinancials',
		description: 'The kind of report',
	},
});

const EXCEL = '/data/companies/{companyId}/assess/excel';

/** Has Codat generate a report; when asked to, waits until it can be downloaded. */
async function generate(call: Call): Promise<unknown> {
	const reportType = call.values.reportType as string;
	const { body } = await call.request();
	if (!call.values.waitForCompletion) return body;

	const [answer = {}] = listOf(body);
	const requested = Date.parse(String(answer.queued));
	const started: Started = {
		fact: 'The report was requested',
		kind: 'Excel report',
		ids: { reportType },
		answer,
		hasEnded: ({ inProgress }) => inProgress === false,
		async look(deadline) {
			const [state] = recordsOf(
				await call.send(`GET ${EXCEL}`, { query: { reportType }, accept: isRecordGone, deadline }),
			);
			// Codat tells of the latest request alone, which for a moment may be the one before ours.
			return Date.parse(String(state?.queued)) < requested ? undefined : state;
		},
		lookUp: () => "'Get Status' of 'Excel Report'",
		again: 'generate the report again',
		slow: '',
	};
	return await waitForEnd(call, started, (report) => {
		if (report.success !== false || call.values.returnFailedReport) return report;
		throw failedReport(report.errorMessage, `Excel report "${reportType}"`);
	});
}

/** What an item tells of a report beside Codat's record. */
const describe = ({ inProgress, success }: IDataObject): IDataObject => {
	if (inProgress === true) return { outcome: 'inProgress' };
	return { outcome: success === true ? 'success' : success === false ? 'failure' : 'unknown' };
};

/** Reports that Codat makes as Excel files (Lending spec: Excel reports). */
export const excelReport: Resource = {
	name: 'Excel Report',
	first: 'generate',
	operations: {
		generate: {
			name: 'Generate',
			action: 'Generate Excel report',
			description: 'Have Codat generate a report of a company as an Excel file',
			describe,
			endpoint: `POST ${EXCEL}`,
			fields: [company, reportType, ...waitFields],
			execute: generate,
		},
		getStatus: {
			name: 'Get Status',
			action: 'Get Excel report status',
			description: 'Get whether the Excel file that was last requested has been generated',
			describe,
			endpoint: `GET ${EXCEL}`,
			fields: [company, reportType],
		},
		download: {
			name: 'Download',
			action: 'Download Excel report',
			description: 'Download the Excel file that was last generated',
			endpoint: `GET ${EXCEL}/download`,
			fields: [company, reportType, outputField],
			returns: 'file',
		},
	},
};
