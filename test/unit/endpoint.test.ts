import fc from 'fast-check';

import { fillEndpoint } from '../../nodes/Codat/transport/endpoint';
import { idempotencyKey } from '../../nodes/Codat/transport/idempotency';

const ENDPOINT = 'GET /companies/{companyId}/push/{pushOperationKey}';

test('fills the path from the values of the same names', () => {
	const filled = fillEndpoint(ENDPOINT, { companyId: 'a b', pushOperationKey: 'x/y?z#' });
	expect(filled).toEqual({ method: 'GET', path: '/companies/a%20b/push/x%2Fy%3Fz%23' });
});

test('no value leaves its part of the path', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (value) => {
			let path: string;
			try {
				({ path } = fillEndpoint(ENDPOINT, { companyId: value, pushOperationKey: 'key' }));
			} catch {
				expect(['', '.', '..']).toContain(value.trim());
				return;
			}
			const parts = new URL(`https://api.codat.io${path}`).pathname.split('/');
			expect(parts).toHaveLength(5);
			expect(decodeURIComponent(parts[2])).toBe(value.trim());
		}),
		{ seed: 3, numRuns: 5000 },
	);
});

test.each(['', ' ', '.', '..', undefined])('%j is refused', (companyId) => {
	expect(() => fillEndpoint(ENDPOINT, { companyId, pushOperationKey: 'key' })).toThrow('companyId');
});

test('idempotency keys are GUIDs, the same for the same write and different for any other', () => {
	const key = idempotencyKey('execution', 'node', 0, 3);
	expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
	expect(idempotencyKey('execution', 'node', 0, 3)).toBe(key);
	expect(idempotencyKey('execution', 'node', 0, 4)).not.toBe(key);
	expect(idempotencyKey('execution', 'node', '0', 3)).not.toBe(key);
});

test('an idempotency key stays the same from one version of the node to the next', () => {
	expect(idempotencyKey('instance', undefined, 3, 'POST')).toBe(
		'd1f75dc0-1828-81b9-8622-3660be6f4a38',
	);
});
