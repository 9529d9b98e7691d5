import type { Field } from './field';

/** A text in the form, for what must be known before the node is run. */
export function notice(name: string, text: string): Field {
	return { property: { displayName: text, name, type: 'notice', default: '' } };
}
