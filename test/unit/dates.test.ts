import { isoDate } from '../../nodes/Codat/fields/dates';

test.each([
	['2026-01-31', 'UTC', '2026-01-31T00:00:00.000Z'],
	['2026-01-31', 'America/New_York', '2026-01-31T00:00:00.000Z'],
	['2026-01-31T10:00:00', 'UTC', '2026-01-31T10:00:00.000Z'],
	['2026-01-31T10:00:00', 'America/New_York', '2026-01-31T15:00:00.000Z'],
	['2026-07-31 10:00:00', 'Europe/Berlin', '2026-07-31T08:00:00.000Z'],
	// Clocks in Berlin go forward on 2026-03-29 at 01:00 UTC.
	['2026-03-29T01:59:00', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
	['2026-03-29T03:01:00', 'Europe/Berlin', '2026-03-29T01:01:00.000Z'],
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

test.each(['tomorrow', '31/01/2026', '2026-13-01', '2026-01-31T25:00:00', '12', {}, null, ''])(
	'%j is refused by the name of its field',
	(value) => {
		expect(() => isoDate(value, 'Start', 'UTC')).toThrow("'Start'");
	},
);
