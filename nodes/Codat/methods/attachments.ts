import type { IDataObject, ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { fillEndpoint } from '../transport/endpoint';
import { isRecordGone } from '../transport/notFound';
import { UserFacingError } from '../transport/userFacingError';
import {
	chosenCompany,
	chosenConnection,
	entries,
	givenText,
	label,
	matcher,
	objectsIn,
	withClient,
} from './lists';

/** The files of the chosen record. */
export async function searchAttachments(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await withClient(this, async (client) => {
		const { body } = await client.send(
			fillEndpoint(
				'GET /companies/{companyId}/connections/{connectionId}/data/{dataType}/{recordId}/attachments',
				{
					...connectionOf(this),
					dataType: givenText(this, 'dataType', 'Data Type'),
					recordId: givenText(this, 'recordId', 'Record ID'),
				},
			),
			{ accept: isRecordGone },
		);
		const files = objectsIn((body as IDataObject | undefined)?.attachments);
		return filesOf(files, "Codat knows no files of this record. Check 'Record ID'.", filter);
	});
}

/** The files of the chosen bill of Bill Pay's. */
export async function searchBillAttachments(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await withClient(this, async (client) => {
		const answer = await client.send(
			fillEndpoint(
				'GET /companies/{companyId}/connections/{connectionId}/payables/bills/{billId}/attachments',
				{ ...connectionOf(this), billId: givenText(this, 'billId', 'Bill') },
			),
			{ accept: isRecordGone },
		);
		const lacking = "This bill has no files yet. Add one ('Upload Bill Attachment').";
		return filesOf(objectsIn(answer.body), lacking, filter);
	});
}

function connectionOf(context: ILoadOptionsFunctions) {
	return {
		companyId: chosenCompany(context, 'files'),
		connectionId: chosenConnection(context, 'files'),
	};
}

/** @throws UserFacingError where there are none, with what is lacking */
function filesOf(files: IDataObject[], lacking: string, filter?: string): INodeListSearchResult {
	if (files.length === 0) throw new UserFacingError(lacking, '');
	const results = entries(files, ({ id, name, dateCreated, contentType }) => ({
		id,
		name: label(name || id, String(dateCreated ?? '').slice(0, 10) || undefined, contentType),
	}));
	return { results: results.filter(matcher(filter)) };
}
