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

/** A list of the files of what is chosen above. */
function fileSearch(
	endpoint: `GET /${string}`,
	/** What has the files, and the parameters that say which it is, by their labels. */
	{ noun, of }: { noun: string; of: Record<string, string> },
	filesIn: (body: unknown) => IDataObject[],
) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
	): Promise<INodeListSearchResult> {
		return await withClient(this, async (client) => {
			const parts = Object.entries(of).map(([name, label]) => [name, givenText(this, name, label)]);
			const request = fillEndpoint(endpoint, {
				companyId: chosenCompany(this, 'files'),
				connectionId: chosenConnection(this, 'files'),
				...(Object.fromEntries(parts) as IDataObject),
			});
			const { body } = await client.send(request, { accept: isRecordGone });
			const files = filesIn(body);
			if (files.length === 0) {
				const last = Object.values(of).at(-1);
				throw new UserFacingError(`Codat has no files for this ${noun}. Check '${last}'.`, '');
			}
			const results = entries(files, ({ id, name, dateCreated, contentType }) => ({
				id,
				name: label(name || id, String(dateCreated ?? '').slice(0, 10), contentType),
			}));
			return { results: results.filter(matcher(filter)) };
		});
	};
}

/** The files of the chosen record. */
export const searchAttachments = fileSearch(
	'GET /companies/{companyId}/connections/{connectionId}/data/{dataType}/{recordId}/attachments',
	{ noun: 'record', of: { dataType: 'Data Type', recordId: 'Record ID' } },
	(body) => objectsIn((body as IDataObject | undefined)?.attachments),
);

/** The files of the chosen bill of Bill Pay. */
export const searchBillAttachments = fileSearch(
	'GET /companies/{companyId}/connections/{connectionId}/payables/bills/{billId}/attachments',
	{ noun: 'bill', of: { billId: 'Bill' } },
	objectsIn,
);
