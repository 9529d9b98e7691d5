import { z, type ZodTypeAny } from 'zod';

import type { Facts, Schema } from './factTypes';

const MAX_INT32 = 2 ** 31 - 1;

const TEXT_FORMATS: Record<string, (text: string) => boolean> = {
	uuid: (text) => z.string().uuid().safeParse(text).success,
	uri: (text) => URL.canParse(text),
	date: (text) => z.string().date().safeParse(text).success,
	'date-time': (text) => z.string().datetime({ offset: true, local: true }).safeParse(text).success,
	ISO4217: (text) => /^[A-Z]{3}$/.test(text),
};

/**
 * Makes a validator of a schema. A property that the schema doesn't name is a fault, unless it
 * names none at all.
 */
export function validatorOf(schema: Schema, schemas: Facts['schemas']): ZodTypeAny {
	const made = new Map<string, ZodTypeAny>();

	function named(name: string): ZodTypeAny {
		const known = made.get(name);
		if (known) return known;
		const fresh = z.lazy(() => validator(schemas[name]));
		made.set(name, fresh);
		return fresh;
	}

	function validator(given: Schema): ZodTypeAny {
		const strict = given.$ref ? named(given.$ref) : ofType(given);
		return given.nullable ? strict.nullable() : strict;
	}

	function ofType(given: Schema): ZodTypeAny {
		if (given.anyOf) return oneOf(given.anyOf.map(validator));
		switch (given.type) {
			case 'string':
				return text(given);
			case 'integer':
				return number(given, z.number().int());
			case 'number':
				return number(given, z.number());
			case 'boolean':
				return z.boolean();
			case 'array':
				return list(given);
			case 'object':
				return object(given);
			default:
				return z.unknown();
		}
	}

	function list({ items, minItems = 0, maxItems = Infinity }: Schema): ZodTypeAny {
		return z
			.array(items ? validator(items) : z.unknown())
			.min(minItems)
			.max(maxItems);
	}

	function object({ properties, required = [], additionalProperties }: Schema): ZodTypeAny {
		const others =
			typeof additionalProperties === 'object' ? validator(additionalProperties) : z.unknown();
		if (!properties) return z.record(others);
		const shape = Object.entries(properties).map(([name, each]): [string, ZodTypeAny] => {
			const value = validator(each);
			return [name, required.includes(name) ? present(value) : value.optional()];
		});
		const named = z.object(Object.fromEntries(shape));
		return additionalProperties ? named.catchall(others) : named.strict();
	}

	return validator(schema);
}

/** Zod takes `undefined` for an unknown value. */
function present(value: ZodTypeAny): ZodTypeAny {
	return z
		.unknown()
		.refine((given) => given !== undefined, 'Required')
		.pipe(value);
}

function oneOf(choices: ZodTypeAny[]): ZodTypeAny {
	return choices.length === 1
		? choices[0]
		: z.union(choices as [ZodTypeAny, ZodTypeAny, ...ZodTypeAny[]]);
}

function text(given: Schema): ZodTypeAny {
	// The sandbox shows a file as an object.
	if (given.format === 'binary') return z.unknown();
	const { minLength = 0, maxLength = Infinity, pattern, format = '' } = given;
	const bounded = z.string().min(minLength).max(maxLength);
	const matching = pattern ? bounded.regex(new RegExp(`^(?:${pattern})$`)) : bounded;
	const isFormatted = TEXT_FORMATS[format] ?? (() => true);
	const allowed = (value: string) => given.enum === undefined || given.enum.includes(value);
	return matching
		.refine(allowed, `It must be one of ${given.enum?.join(', ')}`)
		.refine(isFormatted, `It must be a ${format}`);
}

function number({ format, minimum = -Infinity, maximum = Infinity }: Schema, base: z.ZodNumber) {
	const most = format === 'int32' ? Math.min(maximum, MAX_INT32) : maximum;
	return base.min(minimum).max(most);
}
