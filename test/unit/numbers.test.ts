import fc from 'fast-check';

import { fillRecord } from '../../nodes/Codat/actions/pushData/record/fill';
import { asNumber, changedNumber, keepsDigits } from '../../nodes/Codat/fields/numbers';
import { json, jsonObject } from '../../nodes/Codat/fields/json';
import { wholeNumber } from '../../nodes/Codat/fields/read';
import { outcome } from './outcome';

describe('numbers keep their digits, or are refused', () => {
	test.each([
		['0', true],
		['-0.0', true],
		['1.10', true],
		['1e3', true],
		['0.00012', true],
		['123456789012345', true],
		['9007199254740992', true],
		['9007199254740993', false],
		['12345678901234567890', false],
		['0.1234567890123456789', false],
		['100000000000000000000000', true],
		['1e400', false],
		['1e-400', false],
	])('%s: %j', (digits, kept) => {
		expect(keepsDigits(digits)).toBe(kept);
		expect(changedNumber(`{"a":[${digits}]}`)).toBe(kept ? undefined : digits);
	});

	test('for any number that JavaScript writes, and any of up to 15 digits', () => {
		fc.assert(
			fc.property(fc.double({ noDefaultInfinity: true, noNaN: true }), (number) => {
				expect(keepsDigits(String(number))).toBe(true);
				expect(asNumber(String(number))).toBe(number === 0 ? asNumber(String(number)) : number);
			}),
		);
		fc.assert(
			fc.property(
				fc.bigInt(-(10n ** 15n), 10n ** 15n),
				fc.integer({ min: 0, max: 15 }),
				(n, at) => {
					const digits = String(n < 0n ? -n : n).padStart(16, '0');
					const text = `${n < 0n ? '-' : ''}${digits.slice(0, 16 - at)}.${digits.slice(16 - at)}`;
					expect(keepsDigits(text)).toBe(true);
				},
			),
		);
	});

	test('for no whole number that JavaScript changes', () => {
		fc.assert(
			fc.property(fc.bigInt({ min: 2n ** 53n, max: 10n ** 30n }), (n) => {
				expect(keepsDigits(String(n))).toBe(BigInt(Number(n)) === n || kept(n));
			}),
		);
		// As it is written: 1e+23, though the number held is a little less.
		function kept(n: bigint): boolean {
			const [digits, power = '0'] = String(Number(n)).replace('.', '').split('e+');
			const whole = power === '0' ? digits : digits.padEnd(Number(power) + 1, '0');
			return whole === String(n);
		}
	});

	test('in any JSON text, at any depth, but not in its texts', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				expect(changedNumber(JSON.stringify(value))).toBeUndefined();
				const text = JSON.stringify({ text: '12345678901234567890 "1e400', value });
				expect(json(text, 'Record')).toEqual(JSON.parse(text));
				const nested = `{"value":${JSON.stringify(value)},"id":12345678901234567890}`;
				expect(changedNumber(nested)).toBe('12345678901234567890');
			}),
		);
	});

	test('with advice', () => {
		expect(outcome(() => jsonObject('{"id": 12345678901234567890}', 'Record')).refusal).toBe(
			"'Record' has a number that would change: 12345678901234567890 would be sent as 12345678901234567000. Write it with 15 digits or fewer. If it is an ID, write it as text: in JSON, put it in quotes.",
		);
		expect(jsonObject('{"id": "12345678901234567890"}', 'Record')).toEqual({
			id: '12345678901234567890',
		});
	});

	test('in a whole number', () => {
		expect(wholeNumber(1, 10)('5.0', 'Limit')).toBe(5);
		for (const value of ['5.00000000000000000001', true, null, [5], '0x5', '5.5']) {
			expect(() => wholeNumber(0, 10)(value, 'Limit')).toThrow("'Limit' must be a whole number");
		}
	});

	test('in a form: in its fields, in lists and objects typed as JSON, and beyond its model', () => {
		const model = {
			type: 'Object',
			properties: {
				total: { type: 'Number', displayName: 'Total' },
				lines: { type: 'Array', displayName: 'Lines' },
				extra: { type: 'Object', displayName: 'Extra' },
			},
		};
		for (const [values, name] of [
			[{ total: '9007199254740993' }, 'Total'],
			[{ lines: '[{"amount": 0.1234567890123456789}]' }, 'Lines'],
			[{ extra: '{"a": 1e400}' }, 'Extra'],
			[{ extra: { a: Infinity } }, 'Record'],
		] as const) {
			expect(outcome(() => fillRecord(model, values)).refusal).toMatch(`'${name}'`);
			expect(outcome(() => fillRecord(undefined, { a: NaN })).refusal).toMatch("'Record'");
		}
	});

	test('what JSON can’t hold is refused: circles, dates and the like', () => {
		const circle: Record<string, unknown> = {};
		circle.self = circle;
		const values = [circle, { a: -Infinity }, new Date(0), new Map(), [1]];
		expect(values.map((value) => outcome(() => jsonObject(value, 'Record')).refusal)).toEqual(
			values.map(() => expect.stringMatching(/^'Record' (must be|can't)/)),
		);
	});

	test('a long JSON text is read', () => {
		const text = JSON.stringify({ note: 'x\\"'.repeat(2_000_000), n: 1.5 });
		expect(changedNumber(text)).toBeUndefined();
	});
});
