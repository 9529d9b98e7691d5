import type { Answer } from './request';

/** Codat's `ErrorMessage` (docs/codat.md, Errors), none of whose fields can be counted on. */
export interface ErrorMessage {
	error?: unknown;
	correlationId?: unknown;
	validation?: { errors?: unknown; warnings?: unknown } | null;
}

/** Codat's own words on a refusal, or undefined when it said nothing that can be read. */
export function codatText(answer: Answer): string | undefined {
	const { error } = errorMessage(answer);
	return typeof error === 'string' && error.trim() !== '' ? error.trim() : undefined;
}

/** What Codat says in an answer; empty where it says nothing that can be read. */
export function errorMessage({ body }: Answer): ErrorMessage {
	return body !== null && typeof body === 'object' ? (body as ErrorMessage) : {};
}

const MAX_VALIDATION_LINES = 20;

/** What the items of a validation say, as far as they are told. */
export function messagesIn(items: unknown): string[] {
	const list = Array.isArray(items) ? items.slice(0, MAX_VALIDATION_LINES) : [];
	return list.map((item) => textOf((item as { message?: unknown } | null)?.message));
}

/** Codat's validation items, of a refusal or of a push operation, as one line each. */
export function validationTexts({ validation }: ErrorMessage): string[] {
	const items = (list: unknown) => (Array.isArray(list) ? list : []);
	const all = [...items(validation?.errors), ...items(validation?.warnings)];
	const lines = all.slice(0, MAX_VALIDATION_LINES).map((item) => {
		const { itemId, message } = (item ?? {}) as { itemId?: unknown; message?: unknown };
		return `• ${itemId ? `${textOf(itemId)}: ` : ''}${textOf(message)}`;
	});
	const left = all.length - lines.length;
	return left > 0 ? [...lines, `… and ${left} more`] : lines;
}

const textOf = (value: unknown): string => String(value ?? 'no text').trim();

/** Lines as one description. n8n shows it as a paragraph, so each ends as a sentence does. */
export function describe(lines: string[]): string {
	return lines.map((line) => (/[.!?\u2026]$/.test(line) ? line : `${line}.`)).join('\n');
}

/** How much of a company's name is told. */
const NAME_LENGTH = 80;

/** A text with the company's name at its places, or `this company` where it isn't known. */
export function naming(text: string, companyName?: string): string {
	const name = companyName?.replace(/\s+/g, ' ').trim().slice(0, NAME_LENGTH);
	return text.replace(
		/\{([cC])ompany\}/g,
		(_, first: string) => name || `${first === 'C' ? 'T' : 't'}his company`,
	);
}
