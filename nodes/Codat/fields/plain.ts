import type { Field } from './field';
import { anyNumber, isEmpty, optionalText, recordId, requiredText } from './read';

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

/** Reads a number that may be left out. @throws UserFacingError when it is none */
function optionalNumber(value: unknown, label: string): number | undefined {
	return isEmpty(value) ? undefined : asNumber(value, label);
}

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
