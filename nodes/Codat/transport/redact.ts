import { secretForms } from './credential';
import type { RequestContext } from './request';

/** Takes the API key out of a text. */
export type Redact = (text: string) => string;

/** How much of a line is told at most, in characters. */
const LONGEST_LINE = 500;

/** @param apiKey as the user pasted it into the credential */
export function redactor(apiKey: unknown): Redact {
	const secrets = secretForms(String(apiKey ?? '')).flatMap((form) => [
		form,
		// As it stands in JSON that is quoted.
		JSON.stringify(form).slice(1, -1),
	]);
	// The longest first: what is left of a longer one would be a part of the key.
	secrets.sort((a, b) => b.length - a.length);
	return (text) => secrets.reduce((safe, secret) => safe.replaceAll(secret, '*****'), text);
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
 * API key is taken out while the text is whole, since half a key can't be recognised, and then the
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
