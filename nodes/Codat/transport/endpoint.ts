import type { IDataObject, IHttpRequestMethods } from 'n8n-workflow';

import { UserFacingError } from './userFacingError';

/** An endpoint as Codat's specs write it, such as `GET /companies/{companyId}`. */
export type Endpoint = `${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`;

/**
 * Fills an endpoint's path parameters from the values of the same names, each encoded so that
 * it stays one part of the path.
 *
 * @throws UserFacingError when a value is empty, or is a step up or down the path (`.`, `..`), which
 * URL parsers resolve even when it is encoded
 */
export function fillEndpoint(
	endpoint: Endpoint,
	values: IDataObject,
): { method: IHttpRequestMethods; path: string } {
	const [method, template] = endpoint.split(' ') as [IHttpRequestMethods, string];
	const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = String(values[name] ?? '').trim();
		if (value === '' || value === '.' || value === '..') {
			throw new UserFacingError(
				`'${name}' ${value === '' ? 'is empty' : `can't be "${value}"`}`,
				'Set it to an ID from Codat.',
			);
		}
		return encoded(value);
	});
	return { method, path };
}

/** A text for a part of a path or query; half a character becomes `\ufffd`, as in browsers. */
export function encoded(text: string): string {
	// encodeURIComponent throws for half of one, as a cut through an emoji leaves it.
	return encodeURIComponent(Buffer.from(text).toString());
}
