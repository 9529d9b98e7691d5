import fc from 'fast-check';
import { DateTime } from 'luxon';

import { monthDate, periodDate } from '../../nodes/Codat/fields/dates';
import type { UserFacingError } from '../../nodes/Codat/transport/userFacingError';

describe('a period of days', () => {
	const sent = (end: 'first' | 'last', value: unknown, zone: string) =>
		periodDate(end)(value, 'End Date', zone).sent;

	test.each([
		['2026-01-31', 'UTC', '2026-01-31T00:00:00.000Z', '2026-01-31T23:59:59.999Z'],
		['2026-01-31', 'America/New_York', '2026-01-31T05:00:00.000Z', '2026-02-01T04:59:59.999Z'],
		['2026-01-31', 'Asia/Tokyo', '2026-01-30T15:00:00.000Z', '2026-01-31T14:59:59.999Z'],
		['2026-01-31', 'Pacific/Kiritimati', '2026-01-30T10:00:00.000Z', '2026-01-31T09:59:59.999Z'],
		['2026-01-31', 'Pacific/Niue', '2026-01-31T11:00:00.000Z', '2026-02-01T10:59:59.999Z'],
		['2024-02-29', 'Asia/Kathmandu', '2024-02-28T18:15:00.000Z', '2024-02-29T18:14:59.999Z'],
		['2026-12-31', 'UTC', '2026-12-31T00:00:00.000Z', '2026-12-31T23:59:59.999Z'],
		// Days of 23 and 25 hours, one that begins at 01:00, and one whose first hour comes twice.
		['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'],
		['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'],
		['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z', '2026-09-07T02:59:59.999Z'],
		['2026-09-05', 'America/Santiago', '2026-09-05T04:00:00.000Z', '2026-09-06T03:59:59.999Z'],
		['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z', '2026-11-02T04:59:59.999Z'],
		['2026-01-31', 'No/Such_Zone', '2026-01-31T00:00:00.000Z', '2026-01-31T23:59:59.999Z'],
	])('%s in %s is the whole of that day', (day, zone, first, last) => {
		// The second is what a picker of days and times gives for a day.
		for (const given of [day, ` ${day} `, `${day}T00:00:00`, `${day} 00:00`]) {
			expect(periodDate('first')(given, 'Start Date', zone)).toEqual({ entered: day, sent: first });
			expect(periodDate('last')(given, 'End Date', zone)).toEqual({ entered: day, sent: last });
		}
	});

	test('a time of its own is that time, in the same zone', () => {
		for (const end of ['first', 'last'] as const) {
			expect(sent(end, '2026-01-31T10:00:00', 'Asia/Tokyo')).toBe('2026-01-31T01:00:00.000Z');
			expect(sent(end, '2026-01-31 00:00:01', 'UTC')).toBe('2026-01-31T00:00:01.000Z');
		}
		const given = '2026-01-31T10:00:00';
		expect(periodDate('last')(given, 'End Date', 'UTC').entered).toBe(given);
	});

	test.each([
		['2026-01-31T00:00:00Z', '2026-01-31T00:00:00Z'],
		['2026-01-31t00:00z', '2026-01-31T00:00:00Z'],
		['2026-01-31T00:00:00+02:00', '2026-01-31T00:00:00+02:00'],
		['2026-01-31 10:00:00.1234567-0330', '2026-01-31T10:00:00.1234567-03:30'],
		[new Date('2026-01-31T10:00:00Z'), '2026-01-31T10:00:00.000Z'],
		[
			DateTime.fromISO('2026-01-31T00:00:00', { zone: 'Asia/Tokyo' }),
			'2026-01-31T00:00:00.000+09:00',
		],
		[DateTime.fromISO('2026-01-31T10:00:00', { zone: 'utc' }), '2026-01-31T10:00:00.000Z'],
	])('%s is sent as it is given', (given, expected) => {
		for (const end of ['first', 'last'] as const) {
			for (const zone of ['UTC', 'America/New_York', 'Asia/Tokyo']) {
				expect(sent(end, given, zone)).toBe(expected);
			}
		}
	});

	test('what an expression gives for nothing is said', () => {
		for (const nothing of [null, undefined]) {
			expect(() => sent('first', nothing, 'UTC')).toThrow('the expression gave nothing');
		}
		expect(() => sent('first', '', 'UTC')).toThrow(/^'End Date' is empty$/);
	});

	test('Excel’s number of a day is told how it becomes a date', () => {
		const refused = (value: unknown) => {
			try {
				return sent('last', value, 'UTC');
			} catch (error) {
				return (error as UserFacingError).description;
			}
		};
		for (const number of [46053, '46053', 46053.5]) {
			expect(refused(number)).toContain(`.plus({ days: ${number} }).toISODate()`);
		}
		expect(refused(1769817600000)).not.toContain('Excel');
		expect(DateTime.fromISO('1899-12-30').plus({ days: 46053 }).toISODate()).toBe('2026-01-31');
	});

	test('beyond the years of four digits there is none', () => {
		expect(() => sent('last', '9999-12-31', 'America/New_York')).toThrow("'End Date' is not");
		expect(sent('last', '9999-12-31', 'UTC')).toBe('9999-12-31T23:59:59.999Z');
		expect(() => sent('first', '0001-01-01', 'Asia/Tokyo')).toThrow("'End Date' is not");
	});

	test('days in a row leave no gap and don’t overlap, in any zone', () => {
		const zones = fc.constantFrom(
			'UTC',
			'Europe/Berlin',
			'America/New_York',
			'America/St_Johns',
			'America/Havana',
			'Australia/Lord_Howe',
			'America/Santiago',
			'Asia/Beirut',
			'Atlantic/Azores',
		);
		const days = fc.date({
			min: new Date('2000-01-01'),
			max: new Date('2040-01-01'),
			noInvalidDate: true,
		});
		fc.assert(
			fc.property(days, zones, (date, zone) => {
				const day = date.toISOString().slice(0, 10);
				const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
				const end = Date.parse(sent('last', day, zone));
				expect(Date.parse(sent('first', next, zone)) - end).toBe(1);
				expect(DateTime.fromMillis(end, { zone }).toISODate()).toBe(day);
				expect(sent('first', day, zone) <= sent('last', day, zone)).toBe(true);
				// Where clocks show a midnight twice, Luxon takes the second one for the day's beginning.
				const begins = DateTime.fromISO(sent('first', day, zone), { zone });
				const luxon = DateTime.fromISO(day, { zone }).startOf('day');
				expect(begins.toISO({ includeOffset: false })).toBe(luxon.toISO({ includeOffset: false }));
				expect(begins <= luxon).toBe(true);
			}),
			{ numRuns: 500, seed: 2026 },
		);
	});
});

test.each([
	['2026-02-01', '2026-02-01T00:00:00.000Z'],
	['2026-02-01T00:00:00', '2026-02-01T00:00:00.000Z'],
	['2026-02-28T23:30:00', '2026-02-28T00:00:00.000Z'],
	['2026-02-01T00:00:00+09:00', '2026-02-01T00:00:00+09:00'],
	['', undefined],
	[null, undefined],
])('a day for its month: %s is sent as %s, whatever the zone', (given, expected) => {
	expect(monthDate(given, 'Start Month')).toBe(expected);
});
