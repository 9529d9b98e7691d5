import type { IDataObject } from 'n8n-workflow';

import { dataTypeOf, nameOf } from '../../dataTypes';
import type { Values } from '../../fields/field';
import { simplified } from '../../fields/simplify';
import { isDated, keepsDeleted, simpleRecord } from '../../recordProperties';
import { fetchChanging, type Page } from '../../transport/changingList';
import { isEmptyList } from '../../transport/notFound';
import { fetchAll } from '../../transport/pagination';
import type { Answer } from '../../transport/request';
import { UserFacingError } from '../../transport/userFacingError';
import type { Call } from '../operation';
import { checkModifiedSince } from './fields';
import { inOrder } from './inOrder';

const isUnpaged = (dataType: unknown) => dataTypeOf(dataType)?.read?.unpaged === true;

/** @throws UserFacingError for what a list of the data type can't be asked for */
export function checkList({ dataType, filters, options }: Values): void {
	const { modifiedSince, query, orderBy } = options as Values;
	const asked = [
		(filters as unknown[]).length > 0 && 'Filters',
		query !== undefined && 'Query',
		modifiedSince !== undefined && 'Modified Since',
		orderBy !== undefined && 'Sort',
	].find((name) => name !== false);
	if (asked !== undefined && isUnpaged(dataType)) {
		throw new UserFacingError(
			`Codat always returns all of ${nameOf(dataType)}: '${asked}' can't be used with it`,
			`Remove '${asked}', and put n8n's Filter or Sort node after this one.`,
		);
	}
	checkModifiedSince(dataType, modifiedSince);
}

/** The records of a data type that the user asks for. */
export async function listRecords({ values, request }: Call): Promise<IDataObject[]> {
	const { dataType, includeDeleted, simplify, returnAll } = values;
	const { modifiedSince, orderBy } = values.options as Record<string, string | undefined>;
	const limit = returnAll ? undefined : (values.limit as number);
	if (isUnpaged(dataType)) {
		// Should it have pages all the same, they are followed.
		return await fetchAll(
			async (page) => await request({ query: page > 1 ? { page } : {}, accept: isEmptyList }),
			limit,
		);
	}

	// Not left to Codat: its query may leave out records that don't say whether they are deleted.
	const leavesOut = keepsDeleted(dataType) && !includeDeleted;
	const properties = simplify ? simpleRecord(dataType) : undefined;
	const since = modifiedSince === undefined ? [] : [`modifiedDate>=${modifiedSince}`];
	const fetchPage = async ({ page, pageSize, byDate, term }: Page): Promise<Answer> => {
		const terms = term === undefined ? since : [...since, term];
		const order = byDate ? 'modifiedDate' : orderBy;
		return await request(
			{
				query: { page, pageSize, orderBy: order, modifiedSince: undefined },
				accept: (answer) => isEmptyList(answer) || (byDate === true && answer.status === 400),
			},
			terms,
		);
	};

	const { records, isInOrder } = await fetchChanging({
		fetchPage,
		isDated: isDated(dataType),
		isSorted: orderBy !== undefined,
		limit,
		keep: (record) => {
			if (leavesOut && (record.metadata as IDataObject | null)?.isDeleted === true)
				return undefined;
			// At once: whole records by the ten thousands can be more than n8n has memory for.
			return {
				record: properties ? simplified(record, properties) : record,
				by: orderBy === undefined || limit !== undefined ? undefined : valueAt(record, orderBy),
			};
		},
	});
	if (!isInOrder) records.sort((a, b) => inOrder(a.by, b.by, orderBy!.startsWith('-')));
	return records.map(({ record }) => record);
}

function valueAt(record: IDataObject, orderBy: string): unknown {
	const path = orderBy.replace(/^-/, '').split('.');
	return path.reduce<unknown>((value, key) => (value as IDataObject | undefined)?.[key], record);
}
