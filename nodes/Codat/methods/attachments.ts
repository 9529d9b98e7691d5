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
		const request = fillEndpoint(
			'GET /companies/{companyId}/connections/{connectionId}/data/{dataType}/{recordId}/attachments',
			{
				companyId: chosenCompany(this, 'files'),
				connectionId: chosenConnection(this, 'files'),
				dataType: givenText(this, 'dataType', 'Data Type'),
				recordId: givenText(this, 'recordId', 'Record ID'),
			},
		);
		const { body } = await client.send(request, { accept: isRecordGone });
		const files = objectsIn((body as IDataObject | undefined)?.attachments);
		if (files.length === 0) {
			throw new UserFacingError("Codat knows no files of this record. Check 'Record ID'.", '');
		}
		const results = entries(files, ({ id, name, dateCreated, contentType }) => ({
			id,
			name: label(name || id, String(dateCreated ?? '').slice(0, 10) || undefined, contentType),
		}));
		return { results: results.filter(matcher(filter)) };
	});
}
