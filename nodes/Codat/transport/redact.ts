import { secretForms } from './credential';
import type { RequestContext } from './request';

/** Takes the API key out of a text. */
export type Redact = (text: string) => string;

/** How much of a line is told at most, in characters. */
const LONGEST_LINE = 500;

const HIDDEN = '*****';

/** What is left of a key where somebody else clipped the text, unless it is shorter than this. */
const SHORTEST_PIECE = 8;

/** @param apiKey as the user pasted it into the credential */
export function redactor(apiKey: unknown): Redact {
	// Made when something is first told: most runs have nothing to tell.
	let patterns: RegExp[] | undefined;
	return (text) => {
		patterns ??= patternsOf(secretForms(String(apiKey ?? '')));
		return patterns.reduce((rest, pattern) => rest.replaceAll(pattern, HIDDEN), text);
	};
}

/** Of the whole key, and of what is left of it. */
function patternsOf(forms: string[]): RegExp[] {
	return [anyOf(forms.map(escaped)), new RegExp(beginningsOf(forms) || '(?!)', 'g')];
}

/**
 * Takes the API key out of what Codat answers, property names included, before anyone sees it. What
 * doesn't hold the key is returned as it is; files stay as they are.
 */
export function cleaner(apiKey: unknown): <Value>(value: Value) => Value {
	const forms = secretForms(String(apiKey ?? ''));
	const whole = anyOf(forms.map(escaped));
	const shortest = Math.min(...forms.map(({ length }) => length));
	// Most texts are shorter than a key.
	const isSecret = (text: string) => text.length >= shortest && text.search(whole) >= 0;
	return <Value>(value: Value) =>
		hasText(value, isSecret)
			? (mapTexts(value, (text) => text.replaceAll(whole, HIDDEN)) as Value)
			: value;
}

/** What matches any of the patterns, the longest if it can; nothing where there is none. */
function anyOf(patterns: string[]): RegExp {
	return new RegExp(patterns.sort((a, b) => b.length - a.length).join('|') || '(?!)', 'g');
}

function escaped(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** A pattern that finds where any of the texts begins, and takes as much of it as is there. */
function beginningsOf(texts: string[], from = 0): string {
	const next = new Set(texts.map((text) => text.charAt(from)));
	const isEnd = next.delete('');
	if (next.size === 0) return '';
	const ways = [...next].map(
		(character) =>
			escaped(character) +
			beginningsOf(
				texts.filter((text) => text.charAt(from) === character),
				from + 1,
			),
	);
	return `(?:${ways.join('|')})${isEnd || from >= SHORTEST_PIECE ? '?' : ''}`;
}

/** Whether a JSON value has such a text, be it a name. Makes nothing, since there may be many records. */
function hasText(value: unknown, test: (text: string) => boolean): boolean {
	if (typeof value === 'string') return test(value);
	if (Array.isArray(value)) return value.some((each) => hasText(each, test));
	if (!isRecord(value)) return false;
	for (const name in value) {
		if (test(name) || hasText(value[name], test)) return true;
	}
	return false;
}

/** A JSON value with its texts changed, names included. */
function mapTexts(value: unknown, change: Redact): unknown {
	if (typeof value === 'string') return change(value);
	if (Array.isArray(value)) return value.map((each) => mapTexts(each, change));
	if (!isRecord(value)) return value;
	const changed = Object.entries(value).map(([name, each]) => [
		change(name),
		mapTexts(each, change),
	]);
	return Object.fromEntries(changed);
}

/** Whether a value is an object as in JSON, and not a file or a stream. */
function isRecord(value: unknown): value is Record<string, unknown> {
	if (value === null || typeof value !== 'object') return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === Object.prototype || prototype === null;
}

/** For an error that comes where there is no client. Without a credential, there is no key. */
export async function redactorFor(context: RequestContext): Promise<Redact> {
	try {
		return redactor((await context.getCredentials('codatApi')).apiKey);
	} catch {
		return (text) => text;
	}
}

/**
 * The only way out for a text that holds what Codat or a user wrote, each line of it bounded: the
 * API key is taken out while the text is whole, since too little of one can't be recognised, then the
 * brackets that n8n would take for HTML.
 */
export function tell(text: string, redact: Redact): string {
	return redact(text)
		.replaceAll('<', '‹')
		.replaceAll('>', '›')
		.split('\n')
		.map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line))
		.join('\n');
}
