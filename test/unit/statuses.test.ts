import type { IDataObject } from 'n8n-workflow';

import { hasPushEnded, pushOutcome, statusCode, syncOutcome } from '../../nodes/Codat/outcomes';
import { timeKey } from '../../nodes/Codat/time';

describe('time', () => {
	test.each([
		['2023-04-12T10:52:54.5359678Z', '2023-04-12T10:52:54.535967800'],
		['2023-04-12T10:52:54Z', '2023-04-12T10:52:54.000000000'],
		['2023-04-12T10:52:54', '2023-04-12T10:52:54.000000000'],
		[' 2023-04-12 10:52:54.5 ', '2023-04-12T10:52:54.500000000'],
		['2023-04-12', '2023-04-12T00:00:00.000000000'],
		['2023-04-12T10:52:54.123456789012Z', '2023-04-12T10:52:54.123456789'],
		['2023-04-12T12:52:54.5+02:00', '2023-04-12T10:52:54.500000000'],
		// Codat's own example of a date that no clock has.
		['2024-09-01T23:59:99Z', '2024-09-01T23:59:99.000000000'],
		['2024-13-45T00:00:00Z', '2024-13-45T00:00:00.000000000'],
		['2024-09-01T23:59:99+01:00', undefined],
		['+012345-01-01T00:00:00Z', undefined],
		['-000001-01-01T00:00:00Z', undefined],
		['soon', undefined],
		['', undefined],
		[null, undefined],
		[1_700_000_000_000, undefined],
		[{}, undefined],
	])('%p is %p', (value, key) => expect(timeKey(value)).toBe(key));

	test('sorts what a JavaScript date would hold for the same', () => {
		const texts = ['2026-01-01T00:00:00.0000002Z', '2026-01-01T00:00:00.0000001Z', '2026-01-01'];
		expect(texts.map((text) => timeKey(text)!).sort()).toEqual(
			[...texts].reverse().map((text) => timeKey(text)),
		);
	});
});

describe('status code', () => {
	test.each([
		[1000, '1000', 'inProgress'],
		[1999, '1999', 'inProgress'],
		[2000, '2000', 'success'],
		['2040', '2040', 'success'],
		['4200,', '4200', 'failure'],
		[' 5130 ', '5130', 'failure'],
		['02000', '2000', 'success'],
		[9999, '9999', 'failure'],
		[3000, '3000', 'unknown'],
		[999, '999', 'unknown'],
		[0, '0', 'unknown'],
		['PushError', '', 'unknown'],
		[-2000, '', 'unknown'],
		['', '', 'unknown'],
		[null, '', 'unknown'],
		[undefined, '', 'unknown'],
		[true, '', 'unknown'],
		[{}, '', 'unknown'],
	])('%p is %p, %s', (value, code, outcome) => {
		expect(statusCode(value)).toBe(code);
		expect(syncOutcome(value)).toBe(outcome);
	});
});

test.each([
	['Pending', 'inProgress', false],
	['Success', 'success', true],
	['Failed', 'failure', true],
	['TimedOut', 'failure', true],
	['success', 'unknown', false],
	[undefined, 'unknown', false],
	[{}, 'unknown', false],
])('a push that is %p is %s', (status, outcome, hasEnded) => {
	expect(pushOutcome(status)).toBe(outcome);
	expect(hasPushEnded({ status } as IDataObject)).toBe(hasEnded);
});
