import type { INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { resources } from '../../nodes/Codat/actions';
import { Codat } from '../../nodes/Codat/Codat.node';

/** n8n's editor gives these no button for the model, or saves them without an expression. */
const BY_HAND = ['credentialsSelect', 'hidden', 'notice', 'options', 'resourceMapper'];

/** What says nothing in a row, whose list a model does not see. */
const EMPTY_WORDS = /^0_(Value|ID|Type|Kind|Number)$/;

interface Key {
	key: string;
	/** The data types that it is shown for, if not for all. */
	dataTypes?: unknown[];
}

/** The keys by which a model gives values (n8n's editor: the rows' numbers and the display name). */
function keysOf(properties: INodeProperties[], rows: string[] = [], dataTypes?: unknown[]): Key[] {
	return properties.flatMap((property): Key[] => {
		const { type, displayName, options, typeOptions, displayOptions } = property;
		const isElsewhere = displayOptions?.hide?.['@tool'] !== undefined;
		if (BY_HAND.includes(type) || property.noDataExpression || isElsewhere) return [];
		const shownFor = dataTypes ?? displayOptions?.show?.dataType;
		if (type === 'collection') return keysOf(options as INodeProperties[], rows, shownFor);
		if (type === 'fixedCollection') {
			const within = typeOptions?.multipleValues ? [...rows, '0'] : rows;
			return (options as INodePropertyCollection[]).flatMap(({ values }) =>
				keysOf(values, within, shownFor),
			);
		}
		const key = [...rows, displayName].join('_').slice(0, 63);
		return [{ key: key.replace(/[^a-zA-Z0-9-]/g, '_'), dataTypes: shownFor }];
	});
}

const operations = Object.entries(resources).flatMap(([resource, { operations }]) =>
	Object.keys(operations).map((operation) => [resource, operation]),
);
const { properties } = new Codat().description;

/** The names of a property to read and of one to write may be the same. */
const MAY_SHARE = ['supplementalData configure'];

test.each(operations)('%s %s: a model knows its values by name', (resource, operation) => {
	const shown = properties.filter(({ displayOptions: { show } = {} }) => {
		return show?.resource?.includes(resource) && show.operation?.includes(operation);
	});
	const keys = keysOf(shown);
	for (const { key } of keys) expect(key).not.toMatch(EMPTY_WORDS);
	if (MAY_SHARE.includes(`${resource} ${operation}`)) return;
	const together = (one: Key, other: Key) =>
		!one.dataTypes ||
		!other.dataTypes ||
		one.dataTypes.some((each) => other.dataTypes!.includes(each));
	const twice = keys.filter((one, index) =>
		keys.slice(0, index).some((other) => one.key === other.key && together(one, other)),
	);
	expect(twice).toEqual([]);
});
