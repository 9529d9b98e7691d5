import type { IDataObject } from 'n8n-workflow';

import { hasReportEnded, reportOutcome } from '../../outcomes';
import { isRecordGone } from '../../transport/notFound';
import { listOf, recordsOf } from '../../transport/pagination';
import { UserFacingError } from '../../transport/userFacingError';
import type { Call } from '../operation';
import { waitForEnd, type Started } from '../started';
import { waitFieldsFor } from '../waitForCompletion';

/** The fields of an operation that has Codat generate a report and can wait for it. */
export const waitFields = waitFieldsFor(
	'Return Failed Report',
	'returnFailedReport',
	'Whether to return a report that could not be generated. When off, it stops the workflow with Codat’s message.',
);

/**
 * Has Codat generate a report; when asked to, waits until it can be read.
 *
 * @returns how the report stands, as Codat gave it
 * @throws UserFacingError when it could not be generated (unless such are wanted), and what
 * `waitForEnd` throws
 */
export async function generateAndWait(call: Call): Promise<unknown> {
	const { body } = await call.request();
	if (!call.values.waitForCompletion) return body;

	return await waitForEnd(call, startedReport(call, listOf(body)[0] ?? {}), (report) => {
		if (reportOutcome(report) !== 'failure' || call.values.returnFailedReport) return report;
		throw failedReport(report.errorMessage, `report ${String(report.id ?? 'without an ID')}`);
	});
}

/** @param reason Codat's, whatever it is */
export function failedReport(reason: unknown, name: string): UserFacingError {
	const said = typeof reason === 'string' ? reason.trim() : '';
	return new UserFacingError(
		`The report could not be generated: ${said || 'Codat gave no reason'}`,
		`It is Codat’s ${name}. Turn on 'Return Failed Report' to handle this in the workflow.`,
	);
}

function startedReport(call: Call, answer: IDataObject): Started {
	const ids: Started['ids'] = {};
	if (typeof answer.id === 'string' && answer.id !== '') {
		call.values.reportId = ids.reportId = answer.id;
	}
	return {
		fact: 'The report was requested',
		kind: 'report',
		ids,
		answer,
		hasEnded: hasReportEnded,
		async look(deadline) {
			const endpoint = 'GET /companies/{companyId}/reports/{reportType}/{reportId}/status';
			return recordsOf(await call.send(endpoint, { accept: isRecordGone, deadline }))[0];
		},
		lookUp: () => "'Get Status' of 'Report'",
		again: 'generate another report',
		slow: 'Codat first fetches the company’s data again, which can take hours. ',
	};
}
