import fc from 'fast-check';
import { DateTime } from 'luxon';

import { fillRecord } from '../../nodes/Codat/actions/pushData/record/fill';
import {
	isoDate,
	monthDate,
	optionalDate,
	periodDate,
	writtenDate,
} from '../../nodes/Codat/fields/dates';
import { UserFacingError } from '../../nodes/Codat/transport/userFacingError';

test.each([
	['2026-01-31', 'UTC', '2026-01-31T00:00:00.000Z'],
	['2026-01-31', 'America/New_York', '2026-01-31T00:00:00.000Z'],
	['2026-01-31T10:00:00', 'UTC', '2026-01-31T10:00:00.000Z'],
	['2026-01-31T10:00:00', 'America/New_York', '2026-01-31T15:00:00.000Z'],
	['2026-07-31 10:00:00', 'Europe/Berlin', '2026-07-31T08:00:00.000Z'],
	// Clocks in Berlin go forward on 2026-03-29 at 01:00 UTC.
	['2026-03-29T01:59:00', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
	['2026-03-29T03:01:00', 'Europe/Berlin', '2026-03-29T01:01:00.000Z'],
	// A time that clocks leap over is as far behind the leap as it stood in it, east and west of UTC.
	['2026-03-29T02:30:00', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
	['2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
	['2026-09-06T00:00', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
	['2011-12-30T10:00', 'Pacific/Apia', '2011-12-30T20:00:00.000Z'],
	// One that they show twice is the first.
	['2026-10-25T02:30:00', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
	['2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00.000Z'],
	['2024-02-29', 'UTC', '2024-02-29T00:00:00.000Z'],
	['2000-02-29T23:59:59', 'UTC', '2000-02-29T23:59:59.000Z'],
	['0026-01-31T10:00', 'Asia/Kolkata', '0026-01-31T04:06:32.000Z'],
	['2026-01-31t10:00z', 'Asia/Tokyo', '2026-01-31T10:00:00.000Z'],
	['2026-01-31 10:00-0330', 'Asia/Tokyo', '2026-01-31T13:30:00.000Z'],
	['2026-01-31 10:00:00+14', 'Asia/Tokyo', '2026-01-30T20:00:00.000Z'],
	['2026-01-31T10:00:00', 'No/Such_Zone', '2026-01-31T10:00:00.000Z'],
	['2026-01-31T10:00:00+02:00', 'UTC', '2026-01-31T08:00:00.000Z'],
	['2026-01-31T10:00:00.1234567Z', 'UTC', '2026-01-31T10:00:00.123Z'],
])('%s in %s is %s', (text, timezone, expected) => {
	expect(isoDate(text, 'Start', timezone)).toBe(expected);
});

test('takes what expressions give: dates, and DateTimes of Luxon', () => {
	const date = new Date('2026-01-31T10:00:00Z');
	expect(isoDate(date, 'Start', 'UTC')).toBe('2026-01-31T10:00:00.000Z');
	const luxon = { toISO: () => '2026-01-31T11:00:00.000+01:00' };
	expect(isoDate(luxon, 'Start', 'UTC')).toBe('2026-01-31T10:00:00.000Z');
});

const NO_DATES = [
	'tomorrow',
	'31/01/2026',
	'2026-13-01',
	'2026-00-10',
	'2026-01-00',
	'2026-02-30',
	'2026-04-31',
	'2025-02-29',
	'1900-02-29',
	'0000-01-01',
	'+002026-01-31',
	'-2026-01-31',
	'2026-1-31',
	'2026-01',
	'2026-W05-1',
	'2026-031',
	'20260131',
	'2026-01-31 (note)',
	'2026-01-31Z',
	'2026-01-31T',
	'2026-01-31T10',
	'2026-01-31T24:00',
	'2026-01-31T25:00:00',
	'2026-01-31T25:61',
	'2026-01-31T10:60',
	'2026-01-31T23:59:60Z',
	'2024-09-01T23:59:99Z',
	'2026-01-31T10:00:00+99:99',
	'2026-01-31T10:00:00+14:01',
	'2026-01-31T10:00:00+02:60',
	'2026-01-31T10:00:00 Europe/Berlin',
	'2026-01-31T10:00:00,5Z',
	'12',
	1769817600000,
	46053,
	20260131,
	true,
	{},
	['2026-01-31'],
	new Date(NaN),
	DateTime.invalid('made so'),
];

describe.each(NO_DATES.map((value) => [value]))('%p', (value) => {
	test('is refused by the name of its field, needed or not', () => {
		expect(() => isoDate(value, 'Start', 'UTC')).toThrow("'Start' is not a date");
		expect(() => optionalDate(value, 'Start', 'UTC')).toThrow("'Start' is not a date");
		expect(() => periodDate('last')(value, 'Start', 'UTC')).toThrow("'Start' is not a date");
		expect(() => monthDate(value, 'Start')).toThrow("'Start' is not a date");
	});

	test('is refused by the push form too', () => {
		const model = { type: 'Object', properties: { on: { type: 'DateTime', displayName: 'On' } } };
		expect(() => fillRecord(model, { on: value as string })).toThrow("'On' must be a date");
	});
});

test.each([null, undefined, '', ' '])('%j is nothing: refused only where it is needed', (value) => {
	expect(() => isoDate(value, 'Start', 'UTC')).toThrow("'Start' is empty");
	expect(optionalDate(value, 'Start', 'UTC')).toBeUndefined();
});

test('a moment beyond the years of four digits is none', () => {
	expect(() => isoDate('9999-12-31T23:30', 'Start', 'America/New_York')).toThrow("'Start'");
	expect(() => isoDate('0001-01-01T00:00+01:00', 'Start', 'UTC')).toThrow("'Start'");
});

describe('any', () => {
	const zones = fc.constantFrom(
		'UTC',
		'Europe/Berlin',
		'America/New_York',
		'America/St_Johns',
		'Asia/Kathmandu',
		'Australia/Lord_Howe',
		'Pacific/Apia',
		'America/Santiago',
	);
	const moments = fc.date({
		min: new Date('1980-01-01T00:00:00Z'),
		max: new Date('2037-12-31T00:00:00Z'),
		noInvalidDate: true,
	});

	test('time that clocks in a zone show is read as Luxon reads it', () => {
		fc.assert(
			fc.property(moments, zones, (moment, zone) => {
				const shown = DateTime.fromJSDate(moment, { zone });
				const read = isoDate(shown.toISO({ includeOffset: false }), 'Start', zone);
				// Of two moments at which clocks show the same, the first.
				const twins = shown.getPossibleOffsets().map((each) => each.toMillis());
				expect(Date.parse(read)).toBe(Math.min(...twins));
			}),
		);
	});

	test('day is a date just if Luxon knows it', () => {
		const part = fc.integer({ min: 0, max: 40 });
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 9999 }), part, part, (year, month, day) => {
				const pad = (number: number, digits: number) => String(number).padStart(digits, '0');
				const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
				expect(writtenDate(text) !== undefined).toBe(
					DateTime.fromISO(text, { zone: 'UTC' }).isValid,
				);
			}),
		);
	});

	test('value is a date or refused', () => {
		const text = fc.stringMatching(/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?)?(Z|[+-]\d\d:\d\d)?$/);
		fc.assert(
			fc.property(fc.oneof(fc.anything({ withDate: true }), text), zones, (value, zone) => {
				try {
					expect(isoDate(value, 'Start', zone)).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z$/);
				} catch (error) {
					expect(error).toBeInstanceOf(UserFacingError);
					expect((error as UserFacingError).message).toContain("'Start'");
				}
			}),
		);
	});
});
