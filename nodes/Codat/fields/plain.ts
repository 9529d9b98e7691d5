import type { Field } from './field';
import { anyNumber, optional, optionalText, recordId, requiredText, wholeNumber } from './read';

type Text = [displayName: string, name: string, example: string, description: string];

/** A text that may be left out. */
export function text(...given: Text): Field {
	return { property: textProperty(...given), read: optionalText };
}

/** A text that must be there. */
export function neededText(...given: Text): Field {
	return { property: { ...textProperty(...given), required: true }, read: requiredText };
}

/** An ID that must be there. */
export function neededId(...given: Text): Field {
	return { ...neededText(...given), read: recordId };
}

function textProperty(...[displayName, name, example, description]: Text): Field['property'] {
	const placeholder = `e.g. ${example}`;
	return { displayName, name, type: 'string', default: '', placeholder, description };
}

const asNumber = anyNumber();
const optionalNumber = optional(asNumber);

/** A number, which an expression may leave out. */
export function number(
	displayName: string,
	name: string,
	description: string,
	fallback = 0,
): Field {
	return {
		property: {
			displayName,
			name,
			description,
			type: 'number',
			default: fallback,
		},
		read: optionalNumber,
	};
}

/** An amount that must be there. */
export function neededNumber(displayName: string, name: string, description: string): Field {
	const { property } = number(displayName, name, description);
	return { property: { ...property, required: true }, read: asNumber };
}

/** A number that stays away when empty, which a number field can't be: its 0 would count. */
export function numberOrNothing(...given: Text): Field {
	return { ...text(...given), read: optionalNumber };
}

/** A whole number from 1, such as how many periods a report has. */
export function count(
	displayName: string,
	name: string,
	description: string,
	fallback: number,
): Field {
	return {
		property: {
			displayName,
			name,
			description,
			type: 'number',
			typeOptions: { minValue: 1 },
			default: fallback,
		},
		read: wholeNumber(1, 1_000),
	};
}

/** The same, marked as required. */
export function neededCount(...given: Parameters<typeof count>): Field {
	const { property, read } = count(...given);
	return { property: { ...property, required: true }, read };
}
