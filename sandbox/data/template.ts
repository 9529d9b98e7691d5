import { DAY } from '../clock';
import { isObject } from '../route';

/** What a record is made from: its number, from 1, and the day that it is of. */
export interface Seat {
	number: number;
	/** A midnight, UTC. */
	day: number;
}

/**
 * What a record is made of: JSON, in which `#` in a text stands for the record's number, and a
 * function says the value for a seat.
 */
export type Template =
	| string
	| number
	| boolean
	| null
	| undefined
	| ((seat: Seat) => unknown)
	| readonly Template[]
	| { readonly [field: string]: Template };

/** How many records a data type has from the start: the ones that others refer to. */
export const SEEDED_RECORDS = 12;

export function make(template: Template, seat: Seat): unknown {
	if (typeof template === 'function') return template(seat);
	if (typeof template === 'string') {
		return template.replaceAll('#', String(seat.number).padStart(4, '0'));
	}
	if (Array.isArray(template)) return template.map((one: Template) => make(one, seat));
	if (!isObject(template)) return template;
	return Object.fromEntries(
		Object.entries(template).map(([field, one]) => [field, make(one as Template, seat)]),
	);
}

/** One of these values after the other. */
export function turns(...values: Template[]): Template {
	return (seat) => make(values[(seat.number - 1) % values.length], seat);
}

/** A part that is about one of the records that are there from the start. */
export function seeded(template: Template): Template {
	return (seat) => make(template, { ...seat, number: ((seat.number - 1) % SEEDED_RECORDS) + 1 });
}

/** A day near the record's own, as accounting data have it: at midnight, with no time zone. */
export function day(offset = 0): Template {
	return ({ day: own }) => new Date(own + offset * DAY).toISOString().slice(0, 19);
}

const round = (amount: number) => Math.round(amount * 100) / 100;

/** An amount without tax, between 10 and 910. */
function netOf({ number }: Seat): number {
	return round(10 + ((number * 7919) % 90_000) / 100);
}

const TAX_RATE = 0.2;

export const net: Template = (seat) => netOf(seat);
export const minusNet: Template = (seat) => -netOf(seat);
export const tax: Template = (seat) => round(netOf(seat) * TAX_RATE);
export const gross: Template = (seat) => round(netOf(seat) * (1 + TAX_RATE));
/** An amount that leaves the company. */
export const outgoing: Template = (seat) => -round(netOf(seat) * (1 + TAX_RATE));
