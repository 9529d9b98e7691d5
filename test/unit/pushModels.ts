import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import type { PushOption } from '../../nodes/Codat/actions/pushData/record/model';

/** Made-up models in the shapes of Codat's options (docs/codat.md, Push options). */
export const text = (displayName: string, required = false): PushOption => ({
	type: 'String',
	displayName,
	required,
});
export const number = (displayName: string, required = false): PushOption => ({
	...text(displayName, required),
	type: 'Number',
});
export const object = (
	displayName: string,
	properties: Record<string, PushOption>,
	required = false,
): PushOption => ({ type: 'Object', displayName, required, properties });
export const list = (
	displayName: string,
	properties: Record<string, PushOption> | undefined,
	required = false,
): PushOption => ({ type: 'Array', displayName, required, properties });

const boatOwner = object('Owner', { id: text('Identifier', true), name: text('Name') });

/** The hire of a boat, with everything that Codat's models are known to have. */
export const hire: PushOption = object(
	'Hire',
	{
		id: text('Identifier'),
		modifiedDate: { type: 'DateTime', displayName: 'Modified', required: false },
		sourceModifiedDate: { type: 'DateTime', displayName: 'Source Modified', required: false },
		boatRef: object('Boat', { id: text('Identifier', true), name: text('Name') }, true),
		ownerRef: boatOwner,
		startsOn: { type: 'DateTime', displayName: 'Starts On', required: true },
		crew: number('Crew'),
		isInsured: { type: 'Boolean', displayName: 'Insured?', required: false },
		harbour: {
			...text('Harbour'),
			options: [
				{ value: 'N', displayName: 'North' },
				{ value: 'S' },
				{ value: null, displayName: 'Elsewhere' },
				{ displayName: 'Abroad' },
				{ value: null },
			],
		},
		legs: list(
			'Legs',
			{
				miles: number('Miles', true),
				to: object('To', { code: text('Code', true) }),
				stops: list('Stops', { name: text('Name', true), at: { type: 'DateTime' } }),
			},
			true,
		),
		notes: list('Notes', undefined),
		insurer: { type: 'Object', displayName: 'Insurer', required: false },
	},
	true,
);

const key = fc
	.oneof(
		fc.stringMatching(/^[a-z][A-Za-z]{0,6}$/),
		fc.string({ minLength: 1, maxLength: 4, unit: 'grapheme' }),
		fc.constantFrom('a.b', '%', '%2e', '["x"]', 'constructor', 'toString'),
	)
	.filter((each) => each !== '__proto__');

const required = fc.boolean();
const displayName = fc.option(fc.string({ maxLength: 8 }), { nil: undefined });
const scalar: fc.Arbitrary<PushOption> = fc.record({
	type: fc.constantFrom('String', 'Number', 'Boolean', 'DateTime'),
	displayName,
	required,
});
const { fields } = fc.letrec<{ fields: Record<string, PushOption>; option: PushOption }>((tie) => ({
	fields: fc.dictionary(key, tie('option'), { minKeys: 1, maxKeys: 4, noNullPrototype: true }),
	option: fc.oneof(
		{ maxDepth: 3, withCrossShrink: true },
		scalar,
		fc.record({ type: fc.constantFrom('Object', 'Array'), displayName, required }),
		fc.record({
			type: fc.constantFrom('Object', 'Array'),
			displayName,
			required,
			properties: tie('fields'),
		}),
	),
}));

/** Any model. */
export const anyModel = fields.map((properties): PushOption => object('Record', properties, true));

// Dear to make: once, and not for each value.
const anyName = fc.stringMatching(/^[a-z]{1,3}$/);
const anyText = fc.stringMatching(/^[^\s=][^\r\n]{0,5}$/u);

/** Any value that a model takes, all of whose fields may be there or not unless required. */
export function valueOf(option: PushOption): fc.Arbitrary<unknown> {
	switch (option.type) {
		case 'Object':
			return option.properties
				? recordOf(option)
				: fc.dictionary(anyName, fc.integer(), {
						minKeys: 1,
						maxKeys: 2,
						noNullPrototype: true,
					});
		case 'Array':
			return fc.array<unknown>(option.properties ? recordOf(option) : fc.integer(), {
				minLength: 1,
				maxLength: 3,
			});
		case 'Number':
			return fc.oneof(fc.integer(), fc.constantFrom(0, 0.5, -12.75));
		case 'Boolean':
			return fc.boolean();
		case 'DateTime':
			return fc.constantFrom('2026-01-31', '2026-01-31T10:00:00', '2026-01-31T10:00:00.0000000Z');
		default:
			return anyText;
	}
}

/** A record that holds at least one field, and all that are required. */
export function recordOf(option: PushOption): fc.Arbitrary<IDataObject> {
	const properties = Object.entries(option.properties ?? {});
	const values = properties.map(([name, field]) =>
		(field.required === true ? valueOf(field) : fc.option(valueOf(field), { nil: undefined })).map(
			(value) => [name, value] as const,
		),
	);
	const first = valueOf(properties[0][1]).map((value) => [properties[0][0], value] as const);
	return fc.tuple(first, ...values).map((entries) => {
		const set = entries.filter(([, value]) => value !== undefined);
		return Object.fromEntries(set) as IDataObject;
	});
}
