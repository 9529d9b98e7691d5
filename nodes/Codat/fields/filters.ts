import type { IDataObject, INodePropertyOptions } from 'n8n-workflow';

import { UserFacingError } from '../transport/userFacingError';
import { isoDate } from './dates';
import type { Field, Values } from './field';
import { asText, isPlainObject } from './read';

/** What kind of value a property of Codat's records holds; a list names all the values there are. */
export type Kind = 'text' | 'number' | 'date' | 'boolean' | readonly string[];

/** The properties by which a list can be filtered and sorted, named as in Codat's queries. */
export type Queryable = Record<string, Kind>;

interface Condition {
	name: string;
	/** For dates, where the other name would read oddly. */
	ofDates?: string;
	operator: string;
	/** What it compares with, when the user gives no value. */
	value?: string;
}

/** What Codat's query language can say (docs: using-the-api/querying), and nothing that it can't. */
const CONDITIONS: Record<string, Condition> = {
	equals: { name: 'Equals', operator: '=' },
	notEquals: { name: 'Does Not Equal', operator: '!=' },
	contains: { name: 'Contains', operator: '~' },
	greaterThan: { name: 'Is Greater Than', ofDates: 'Is After', operator: '>' },
	greaterThanOrEqual: { name: 'Is at Least', ofDates: 'Is On or After', operator: '>=' },
	lessThan: { name: 'Is Less Than', ofDates: 'Is Before', operator: '<' },
	lessThanOrEqual: { name: 'Is at Most', ofDates: 'Is On or Before', operator: '<=' },
	isTrue: { name: 'Is True', operator: '=', value: 'true' },
	isFalse: { name: 'Is False', operator: '!=', value: 'true' },
};

const ORDERED = ['greaterThan', 'greaterThanOrEqual', 'lessThan', 'lessThanOrEqual'];

/** The conditions that fit a property, in the order of the list. */
function conditionsOf(kind: Kind | undefined): string[] {
	switch (kind) {
		case 'text':
			return ['contains', 'equals', 'notEquals'];
		case 'number':
			return ['equals', 'notEquals', ...ORDERED];
		case 'date':
			return [...ORDERED, 'equals', 'notEquals'];
		case 'boolean':
			return ['isTrue', 'isFalse'];
		case undefined:
			return Object.keys(CONDITIONS);
		default:
			return ['equals', 'notEquals'];
	}
}

/**
 * Rows of Field, Condition and Value, and whether all of them are to match.
 *
 * @param parameter names the parameter on which the fields depend
 */
export const filtersBy = (parameter: string): Field[] => [
	{
		property: {
			displayName: 'Must Match',
			name: 'matchType',
			type: 'options',
			options: [
				{ name: 'All Conditions', value: 'allConditions' },
				{ name: 'Any Condition', value: 'anyCondition' },
			],
			default: 'allConditions',
			description: 'Which of the filters below a record must match',
		},
	},
	{
		property: {
			displayName: 'Filters',
			name: 'filters',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add Filter',
			default: {},
			description: 'Return only records that match. Without filters, all are returned.',
			options: [
				{
					displayName: 'Filter',
					name: 'conditions',
					values: [
						{
							displayName: 'Field Name or ID',
							name: 'field',
							type: 'options',
							typeOptions: {
								loadOptionsMethod: 'getFilterFields',
								loadOptionsDependsOn: [parameter],
							},
							default: '',
							description:
								'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
						},
						{
							displayName: 'Condition Name or ID',
							name: 'condition',
							type: 'options',
							typeOptions: {
								loadOptionsMethod: 'getFilterConditions',
								loadOptionsDependsOn: ['&field'],
							},
							default: 'equals',
							description:
								'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
						},
						{
							displayName: 'Filter Value',
							name: 'value',
							type: 'string',
							default: '',
							placeholder: 'e.g. Bakery, 250 or 2026-01-31',
							displayOptions: { hide: { condition: ['isTrue', 'isFalse'] } },
						},
					],
				},
			],
		},
		// n8n leaves nothing of what isn't the form's.
		read: (value) => (isPlainObject(value) && value.conditions) || [],
	},
];

export const filters = filtersBy('dataType');

interface Row {
	field: unknown;
	condition: unknown;
	value: unknown;
}

/** Codat takes queries of fewer characters (docs/codat.md, Query language). */
export const QUERY_LIMIT = 2048;

/**
 * Codat's query for the filters and the query that a user has set, or undefined when both are empty.
 *
 * @param timezone the workflow's, in which dates without a zone are meant
 * @param more terms that must match as well
 * @throws UserFacingError naming the filter that Codat can't be asked for
 */
export function queryOf(
	{ filters: rows, matchType, options }: Values,
	queryable: Queryable,
	timezone: string,
	more: readonly string[] = [],
): string | undefined {
	const terms = ((rows ?? []) as Row[]).map((row) => termOf(row, queryable, timezone));
	const own = (options as IDataObject | undefined)?.query as string | undefined;
	const parts = [terms.join(matchType === 'anyCondition' ? '||' : '&&'), own ?? '', ...more].filter(
		(part) => part !== '',
	);
	const query = parts.length === 1 ? parts[0] : parts.map(grouped).join('&&');
	if (query.length >= QUERY_LIMIT) {
		throw new UserFacingError(
			`The filters make a query of ${query.length.toLocaleString('en')} characters`,
			`Codat takes fewer than ${QUERY_LIMIT.toLocaleString('en')}: use fewer filters, or shorter values.`,
		);
	}
	return query || undefined;
}

/** A part of a query that holds together beside others. */
const grouped = (text: string) => (/&&|\|\|/.test(text) ? `{${text}}` : text);

function termOf({ field, condition, value }: Row, queryable: Queryable, timezone: string): string {
	const property = asText(field);
	if (property === '') {
		throw new UserFacingError("A filter has no 'Field'", 'Choose one, or remove the filter.');
	}
	if (!Object.hasOwn(queryable, property)) {
		throw new UserFacingError(
			`Codat can't filter these records by "${property}"`,
			"Choose another field from the filter’s list, or use 'Query' under 'Options'.",
		);
	}
	const kind = queryable[property];
	const name = labelOf(property);
	const fitting = conditionsOf(kind);
	const chosen = asText(condition);
	if (!fitting.includes(chosen)) {
		const names = fitting.map((each) => `'${nameOf(each, kind)}'`).join(', ');
		throw new UserFacingError(
			`The condition of the filter on '${name}' does not fit`,
			`Choose one of ${names}.`,
		);
	}
	const { operator, value: fixed } = CONDITIONS[chosen];
	return `${property}${operator}${fixed ?? valueOf(value, kind, name, timezone)}`;
}

/** What Codat's query language gives a meaning, and can't quote. */
export const SPECIAL = /[&|{}=!<>~]/;

function valueOf(given: unknown, kind: Kind, name: string, timezone: string): string {
	const label = `Value of the filter on ${name}`;
	const text = asText(given);
	if (text === '') {
		throw new UserFacingError(
			`The filter on '${name}' has no value`,
			'Set one. Codat can’t be asked for records in which a field is empty.',
		);
	}
	if (kind === 'date') {
		return /^\d{4}-\d\d-\d\d$/.test(text)
			? isoDate(text, label, timezone).slice(0, 10)
			: isoDate(given, label, timezone);
	}
	if (Array.isArray(kind)) {
		const known = (kind as readonly string[]).find(
			(each) => each.toLowerCase() === text.toLowerCase(),
		);
		if (known !== undefined) return known;
		throw new UserFacingError(
			`The value of the filter on '${name}' is not one of its possible values: "${text}"`,
			`Write one of ${kind.join(', ')}.`,
		);
	}
	if (kind === 'number' && !/^-?\d+(\.\d+)?$/.test(text)) {
		throw new UserFacingError(
			`The value of the filter on '${name}' is not a number`,
			`It is "${text}". Write it as 1234.5, without separators.`,
		);
	}
	const special = SPECIAL.exec(text);
	if (special) {
		throw new UserFacingError(
			`The value of the filter on '${name}' contains "${special[0]}", which Codat's filters can't search for`,
			"Use the condition 'Contains' with a part of the text without it.",
		);
	}
	return text;
}

/** The properties of a list, for the field of a filter. */
export function filterFields(queryable: Queryable): INodePropertyOptions[] {
	return Object.keys(queryable).map((property) => ({ name: labelOf(property), value: property }));
}

/** The conditions that fit a property; all of them while none is chosen. */
export function filterConditions(queryable: Queryable, property: unknown): INodePropertyOptions[] {
	const key = asText(property);
	const kind = Object.hasOwn(queryable, key) ? queryable[key] : undefined;
	return conditionsOf(kind).map((value) => ({ name: nameOf(value, kind), value }));
}

/** The orders that a list can have, for the field 'Sort'. */
export function sortOrders(queryable: Queryable): INodePropertyOptions[] {
	return Object.entries(queryable).flatMap(([property, kind]) => {
		const [up, down] =
			kind === 'date' ? ['Oldest First', 'Newest First'] : ['Ascending', 'Descending'];
		return [
			{ name: `${labelOf(property)} (${up})`, value: property },
			{ name: `${labelOf(property)} (${down})`, value: `-${property}` },
		];
	});
}

function nameOf(condition: string, kind: Kind | undefined): string {
	const { name, ofDates } = CONDITIONS[condition];
	return kind === 'date' && ofDates !== undefined ? ofDates : name;
}

/** Such as `Customer › Name` for `customerRef.name`. */
function labelOf(property: string): string {
	return property
		.split('.')
		.map((part) => part.replace(/Ref$/, '').replace(/([a-z\d])([A-Z])/g, '$1 $2'))
		.map((part) => part.charAt(0).toUpperCase() + part.slice(1))
		.map((part) => part.replace(/\b(Id|Url|Utc)\b/g, (word) => word.toUpperCase()))
		.join(' › ');
}
