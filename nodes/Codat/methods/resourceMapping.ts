import type { IDataObject, ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';

import { anyDataType } from '../actions/pushData/fields';
import { optionsPath } from '../dataTypes';
import { hasNoOptions, noOptions } from '../actions/pushData/noOptions';
import { CONNECTION, isAbsence } from '../actions/misplaced';
import { standsBeside } from '../actions/pushData/record/beside';
import { formFields } from '../actions/pushData/record/form';
import { fieldsOf, modelIn, ofNewRecord } from '../actions/pushData/record/model';
import { companyNameIn, located, locatedId } from '../fields/locators';
import { asText, codatId } from '../fields/read';
import { readField } from '../fields/readField';
import { fillEndpoint } from '../transport/endpoint';
import { toNodeError } from '../transport/nodeError';
import { redactorFor, tell } from '../transport/redact';
import { UserFacingError } from '../transport/userFacingError';
import { describe } from '../transport/words';
import { createListClient } from './lists';

/**
 * The form for a record, from Codat's options for the chosen connection and data type. What keeps
 * it from being made is said in its place; but where there is a form already, it is an error, since
 * a form made anew without fields would lose what the user has filled in.
 */
export async function getRecordFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	try {
		const chosen = readChoice(this);
		const client = await createListClient(this);
		const answer = await client.send(
			fillEndpoint(
				`GET /companies/{companyId}/connections/{connectionId}/options/${optionsPath(chosen.dataType)}`,
				chosen,
			),
			{ accept: hasNoOptions },
		);
		if (hasNoOptions(answer)) {
			const { companyName } = companyNameIn(this.getCurrentNodeParameter('companyId'));
			const look = async () =>
				await client.send(fillEndpoint(CONNECTION, chosen), { accept: isAbsence });
			const { message, description } = await noOptions(answer, chosen.dataType, companyName, look);
			return instead({
				message: tell(message, client.redact),
				description: tell(description, client.redact),
			});
		}

		const model = modelIn(answer.body);
		if (fieldsOf(model).length === 0) return instead(NO_FIELDS);
		const isUpdate = this.getCurrentNodeParameter('operation') === 'update';
		return {
			fields: formFields(
				isUpdate ? model : ofNewRecord(model),
				standsBeside(chosen.dataType),
				savedForm(this).value ?? {},
			),
		};
	} catch (error) {
		const nodeError = toNodeError(this.getNode(), error, await redactorFor(this));
		if (hasForm(this)) throw nodeError;
		return instead({ message: nodeError.message, description: nodeError.description ?? '' });
	}
}

const NO_FIELDS = {
	message: 'Codat does not say which fields this platform takes',
	description: "Set 'Record Mode' to JSON to enter the record anyway.",
};

/** @throws UserFacingError when something is not chosen yet, or an expression has no value yet */
function readChoice(context: ILoadOptionsFunctions): IDataObject {
	const parameter = (name: string) => context.getCurrentNodeParameter(name);
	const companyId = locatedId(parameter('companyId'), 'companies');
	const connectionId = locatedId(parameter('connectionId'), 'connections');
	const dataType = asText(parameter('dataType'));
	const accountId = located(parameter('accountId'));
	const needed: Array<[label: string, name: string, value: string]> = [
		['Company', 'companyId', companyId],
		['Connection', 'connectionId', connectionId],
		['Data Type', 'dataType', dataType],
	];
	if (dataType === 'bankTransactions') needed.push(['Bank Account ID', 'accountId', accountId]);
	for (const [label, name, value] of needed) {
		// For an expression that it can't resolve, the editor gives null, or nothing.
		const isExpression = value.startsWith('=') || isUnresolved(parameter(name));
		if (value === '' && !isExpression) {
			throw new UserFacingError(
				`Set '${label}', and the fields to fill in appear here`,
				'This needs a company, a connection and a data type: the fields are those that the connection’s platform takes.',
			);
		}
		if (isExpression) {
			throw new UserFacingError(
				`The expression in '${label}' has no value yet`,
				'Run the nodes before this one, and the fields to fill in appear here.',
			);
		}
	}
	return {
		companyId: codatId(companyId, 'Company'),
		connectionId: codatId(connectionId, 'Connection'),
		dataType: readField(anyDataType, dataType, '') as string,
		accountId,
	};
}

function isUnresolved(given: unknown): boolean {
	const isLocator = given !== null && typeof given === 'object' && '__rl' in given;
	const value = isLocator ? (given as { value?: unknown }).value : given;
	return value === null || (isLocator && value === undefined);
}

function hasForm(context: ILoadOptionsFunctions): boolean {
	const { schema } = savedForm(context);
	return Array.isArray(schema) && schema.length > 0;
}

function savedForm(context: ILoadOptionsFunctions): {
	schema?: unknown;
	value?: IDataObject | null;
} {
	return (context.getCurrentNodeParameter('record') ?? {}) as ReturnType<typeof savedForm>;
}

function instead({ message, description }: { message: string; description: string }) {
	return { fields: [], emptyFieldsNotice: describe([message, description]).replace('\n', ' ') };
}
