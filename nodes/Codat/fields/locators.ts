import type {
	INodeParameterResourceLocator,
	INodePropertyMode,
	INodeProperties,
} from 'n8n-workflow';

import { UserFacingError } from '../transport/userFacingError';
import type { Field, Values } from './field';
import { asText, codatId, isEmpty, isPlainObject, recordId, requiredText } from './read';

type Located = Pick<INodeProperties, 'displayName' | 'name' | 'description'> & {
	/** What is selected, where that is not the field's name in lower case. */
	noun?: string;
};

/**
 * A resource locator: From List, searchable, or typed. No validation pattern, since one would
 * block expressions; and no `loadOptionsDependsOn`, at whose change the editor wipes what the
 * user has set, expressions too (n8n issue 31626). Lists are loaded anew without it.
 */
function locator(
	{ noun, ...property }: Located,
	searchListMethod: string,
	typed: Pick<INodePropertyMode, 'displayName' | 'name' | 'placeholder'>,
): INodeProperties {
	const what = noun ?? property.displayName.replace(/ (ID|Key)$/, '').toLowerCase();
	return {
		...property,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		required: true,
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: `Select ${/^[aeiou]/.test(what) ? 'an' : 'a'} ${what}…`,
				typeOptions: { searchListMethod, searchable: true },
			},
			{ ...typed, type: 'string' },
		],
	};
}

/**
 * What stands in a locator's value, which may also be bare: as an expression gives it, or as it was
 * saved when the field was a text.
 */
export function located(value: unknown): string {
	return asText(withinLocator(value));
}

/** The same, untouched. */
export function withinLocator(value: unknown): unknown {
	const isLocator = value !== null && typeof value === 'object' && 'value' in value;
	return isLocator ? (value as INodeParameterResourceLocator).value : value;
}

/**
 * The ID in a locator's value, where a link from the Codat portal will do as well: an ID follows
 * the name of its kind there (`…/companies/{id}/…`).
 */
export function locatedId(value: unknown, kind: 'companies' | 'connections'): string {
	const text = located(value);
	const link = new RegExp(`^https?://.*/${kind}/([^/?#]+)`, 'i').exec(text);
	return link ? link[1] : text;
}

/** The company that an operation works on. */
export const company: Field = {
	property: locator(
		{
			displayName: 'Company',
			name: 'companyId',
			description: 'The company (your customer) to work with',
		},
		'searchCompanies',
		{ displayName: 'By ID', name: 'id', placeholder: 'e.g. 8a210b68-6988-11ed-a1eb-0242ac120002' },
	),
	read: (value, label) =>
		codatId(locatedId(value, 'companies'), label, 'Company > Get Many lists your companies.'),
};

/**
 * The name of the company that the user chose from the list, as the editor keeps it; nothing for an
 * ID or an expression, beside which another company's name may still stand.
 *
 * @param parameter the locator as it was saved, expressions not evaluated
 */
export function companyNameIn(parameter: unknown): { companyName?: string } {
	const { mode, value, cachedResultName } = (parameter ??
		{}) as Partial<INodeParameterResourceLocator>;
	const isChosen = mode === 'list' && typeof value === 'string' && !value.startsWith('=');
	return isChosen && cachedResultName ? { companyName: cachedResultName } : {};
}

/** A connection of the company that stands above it. */
export const connection: Field = {
	property: locator(
		{
			displayName: 'Connection',
			name: 'connectionId',
			description: 'The link between the company and one of its platforms, such as Xero or Shopify',
		},
		'searchConnections',
		{ displayName: 'By ID', name: 'id', placeholder: 'e.g. 2e9d2c44-f675-40ba-8049-353bfcb5e171' },
	),
	read: (value, label) =>
		codatId(
			locatedId(value, 'connections'),
			label,
			'Connection > Get Many lists the company’s connections.',
		),
};

/** A platform that companies can connect to, by its key. */
export const platform = platformField(
	'Platform',
	'platformKey',
	'The accounting, banking or commerce software to connect the company to',
	'searchPlatforms',
);

export function platformField(
	displayName: string,
	name: string,
	description: string,
	searchListMethod: 'searchPlatforms' | 'searchCommercePlatforms' | 'searchAccountingPlatforms',
): Field {
	return {
		property: locator({ displayName, name, description }, searchListMethod, {
			displayName: 'By Key',
			name: 'key',
			placeholder: 'e.g. gbol',
		}),
		read: platformKey,
	};
}

/** Reads a platform key: four letters, in lower case (Codat's specs: `[a-z]{4}`). */
function platformKey(value: unknown, label: string): string {
	const key = requiredText(located(value), label);
	if (!/^[a-z0-9]{4}$/i.test(key)) {
		throw new UserFacingError(
			`'${label}' is not a platform key: "${key}"`,
			'Platform keys have four letters, such as gbol for Xero. Choose the platform from the list.',
		);
	}
	return key.toLowerCase();
}

const LATEST = 'latest';

/** A report of the chosen company and type, or the latest. */
export const report: Field = {
	property: {
		...locator(
			{
				displayName: 'Report',
				name: 'reportId',
				description: 'The report. Generating it returns its ID; "latest" is the newest one.',
			},
			'searchReports',
			{
				displayName: 'By ID',
				name: 'id',
				placeholder: 'e.g. 8a210b68-6988-11ed-a1eb-0242ac120002',
			},
		),
		default: { mode: 'list', value: LATEST, cachedResultName: 'Latest' },
	},
	read: (value, label) => {
		const id = located(value);
		return id === LATEST ? id : codatId(id, label);
	},
};

/** How something is chosen by its ID. */
type Chosen = Located & {
	required?: boolean;
	searchListMethod: string;
	/** An example of an ID. */
	example: string;
};

function byId({ searchListMethod, example, ...property }: Chosen): INodeProperties {
	const typed = { displayName: 'By ID', name: 'id', placeholder: `e.g. ${example}` };
	return { ...locator(property, searchListMethod, typed), required: property.required };
}

/** Something of Codat's own, such as a sync, by its ID, which must be given. */
export function codatLocator(chosen: Omit<Chosen, 'required'>): Field {
	return {
		property: byId({ ...chosen, required: true }),
		read: (value, label) => codatId(located(value), label),
	};
}

/** The ID of a record of the company's accounting software. */
export function recordLocator(property: Chosen): Field {
	return {
		property: byId(property),
		read: (value, label) => {
			const id = withinLocator(isPlainObject(value) && 'id' in value ? value.id : value);
			return isEmpty(id) && !property.required ? undefined : recordId(id, label);
		},
	};
}

/** The same, as Codat refers to records: `{ "id": … }`, which an expression may give whole. */
export function reference(chosen: Chosen, more?: Values): Field {
	const field = recordLocator(chosen);
	return {
		...field,
		read: (...given) => {
			const id = field.read!(...given);
			return id === undefined ? undefined : { id, ...more };
		},
	};
}
