import { isDataType } from '../data/dataTypes';
import { recordsOf } from '../data/reading';
import { documentRoutes, hasTexts, readDocument, type Document } from '../documents';
import { CodatError } from '../errors';
import { page } from '../paging';
import { assertPulled } from '../pulls';
import {
	companyOf,
	connectionOf,
	isObject,
	ok,
	routes,
	type Answer,
	type Call,
	type JsonObject,
	type Route,
} from '../route';
import { pullNow } from './refresh';

const CONFIGURATION: Document = {
	path: '/integrations/:platformKey/dataTypes/custom/:customDataIdentifier',
	write: 'PUT',
	model: 'CustomDataTypeConfiguration',
	kind: 'customData.configured',
	initial: () => undefined,
	accepts: ({ requiredData, keyBy, ...body }) =>
		hasTexts(body, 'dataSource') &&
		isObject(requiredData) &&
		Array.isArray(keyBy) &&
		keyBy.length > 0,
};

const SUPPLEMENTAL: Document = {
	path: '/integrations/:platformKey/dataTypes/:dataType/supplementalDataConfig',
	write: 'PUT',
	answers: 'empty',
	model: 'SupplementalDataConfiguration',
	kind: 'supplementalData.configured',
	initial: ({ params }) =>
		isDataType(params.dataType) ? { supplementalDataConfig: {} } : undefined,
	accepts: ({ supplementalDataConfig }) =>
		isObject(supplementalDataConfig) && Object.values(supplementalDataConfig).every(isObject),
};

/** The configuration for the platform of the path's connection, or a 404. */
function configurationOf(call: Call): JsonObject {
	const { integrationKey } = connectionOf(call);
	const params = { ...call.params, platformKey: integrationKey };
	const configuration = readDocument(CONFIGURATION, { ...call, params });
	if (configuration) return configuration;
	const { customDataIdentifier } = call.params;
	throw new CodatError(404, `Custom data type ${customDataIdentifier} is not configured.`);
}

/** The records, with an object for each field asked for; the list has no links (Platform spec). */
function list(call: Call): Answer {
	const company = companyOf(call);
	const connection = connectionOf(call);
	const { requiredData } = configurationOf(call);
	const dataType = call.params.customDataIdentifier;
	assertPulled(company, connection, dataType, call.clock.now());
	const { records } = recordsOf(company, connection, dataType, call.clock);
	const fields = Object.keys(isObject(requiredData) ? requiredData : {});
	const { query } = call;
	const paged = { ...call, query: { page: query.page, pageSize: query.pageSize } };
	const answer = page(paged, records, { name: dataType, properties: [] }, (record) => ({
		id: record.id,
		content: Object.fromEntries(fields.map((name) => [name, { value: record.number }])),
		modifiedDate: { modifiedDate: record.modifiedDate },
	}));
	const { results, pageNumber, pageSize, totalResults } = answer.body as JsonObject;
	return ok({ results, pageNumber, pageSize, totalResults });
}

function refresh(call: Call): Answer {
	configurationOf(call);
	return pullNow(call, connectionOf(call), call.params.customDataIdentifier, true);
}

const DATA = '/companies/:companyId/connections/:connectionId/data';

/** Platform spec, tags Custom data type and Supplemental data. */
export const customDataRoutes: Route[] = [
	...documentRoutes([CONFIGURATION, SUPPLEMENTAL]),
	...routes({
		[`GET ${DATA}/custom/:customDataIdentifier`]: list,
		[`POST ${DATA}/queue/custom/:customDataIdentifier`]: refresh,
	}),
];
