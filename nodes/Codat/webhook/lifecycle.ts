import type { IHookFunctions } from 'n8n-workflow';

import { createClient } from '../transport/client';
import { checkBaseUrl } from '../transport/credential';
import { toNodeError } from '../transport/nodeError';
import { redactorFor, tell } from '../transport/redact';
import { UserFacingError } from '../transport/userFacingError';
import { addressOf, isPrivate, isToken, newToken, withToken } from './address';
import {
	isRegistered,
	register,
	unregister,
	type Ownership,
	type Registration,
} from './registration';
import { readSettings } from './settings';
import { secretsIn, type Secrets } from './signature';

/** What n8n keeps for a node from one call to the next, and may have lost or changed. */
export interface Kept {
	/** By which a caller is known. */
	token?: unknown;
	/** The consumer that the node has made, and for which address. */
	consumer?: unknown;
	/** What was delivered, see Deliveries. */
	deliveries?: unknown;
	connections?: unknown;
}

/** Whether Codat delivers to this node just what its settings say. */
export async function checkExists(context: IHookFunctions): Promise<boolean> {
	const { token } = keptFor(context);
	if (!isToken(token)) return false;
	const owner = ownership(context);
	const wanted = registration(context, owner.address, token);
	return await isRegistered(await createClient(context), owner, wanted);
}

/** Has Codat deliver to this node what its settings say, and nothing else. */
export async function create(context: IHookFunctions): Promise<void> {
	const kept = keptFor(context);
	const owner = ownership(context);
	// The old one, if there is one: what is under way to the former consumer is let in.
	const token = isToken(kept.token) ? kept.token : newToken();
	const wanted = registration(context, owner.address, token);
	const client = await createClient(context);
	const secrets = await checkedSecrets(context);
	kept.token = token;
	const before = consumerIn(kept);
	const { id, isNew } = await register(client, owner, wanted);
	kept.consumer = { id, address: owner.address };

	const report = (level: 'info' | 'warn', text: string) =>
		context.logger[level](tell(`Codat Webhook Trigger: ${text}`, client.redact));
	if (before && before.address !== owner.address) {
		report(
			'warn',
			`webhook consumer ${before.id} for ${before.address}, where this n8n was before, is left as it is. Delete it in Codat unless another n8n uses it.`,
		);
	}
	const events = wanted.eventTypes.join(', ');
	report('info', `Codat delivers to ${owner.address} (webhook consumer ${id}): ${events}`);
	if (isNew && secrets.keys.length > 0 && context.getMode() !== 'manual') {
		report(
			'warn',
			`webhook consumer ${id} is new, and so is its signing secret. Copy it from the Codat portal to 'Webhook Signing Secrets' of the credential: until then its deliveries are refused, and Codat repeats them for 28 hours.`,
		);
	}
}

/** Has Codat deliver nothing to this node. */
export async function remove(context: IHookFunctions): Promise<void> {
	await unregister(await createClient(context), ownership(context));
	delete keptFor(context).consumer;
}

/** Does one of the above, with its errors as n8n shows them. */
export async function atCodat<Result>(
	context: IHookFunctions,
	work: (context: IHookFunctions) => Promise<Result>,
): Promise<Result> {
	try {
		return await work(context);
	} catch (error) {
		throw toNodeError(context.getNode(), error, await redactorFor(context));
	}
}

function keptFor(context: IHookFunctions): Kept {
	return context.getWorkflowStaticData('node') as Kept;
}

function consumerIn({ consumer }: Kept): { id: string; address: string } | undefined {
	const { id, address } = (consumer ?? {}) as { id?: unknown; address?: unknown };
	return typeof id === 'string' && id !== '' && typeof address === 'string'
		? { id, address }
		: undefined;
}

function ownership(context: IHookFunctions): Ownership {
	const address = addressOf(context.getNodeWebhookUrl('default'));
	const consumer = consumerIn(keptFor(context));
	// One for another address may be that of an n8n which this one is a copy of.
	return { address, ...(consumer?.address === address && { id: consumer.id }) };
}

function registration(context: IHookFunctions, address: string, token: string): Registration {
	const settings = readSettings((name, fallback) => context.getNodeParameter(name, fallback));
	return { url: withToken(address, token), ...settings };
}

/**
 * The credential's signing secrets; and Codat must be able to reach this n8n, unless it is a sandbox on
 * the same machine.
 */
async function checkedSecrets(context: IHookFunctions): Promise<Secrets> {
	const { baseUrl, webhookSecrets } = await context.getCredentials('codatApi');
	const { address } = ownership(context);
	if (isPrivate(address) && !isPrivate(checkBaseUrl(String(baseUrl ?? '')))) {
		throw new UserFacingError(
			`Codat can't reach this n8n, whose address is ${new URL(address).origin}. Whoever runs it must set WEBHOOK_URL to its address on the internet`,
			'It is an environment variable of n8n, such as WEBHOOK_URL=https://n8n.example.com/. If this n8n can’t be reached from the internet, use the Codat Trigger, which asks Codat instead.',
		);
	}
	const secrets = secretsIn(webhookSecrets);
	if (secrets.unreadable.length > 0) {
		throw new UserFacingError(
			`'Webhook Signing Secrets' of the credential has an entry that is not a signing secret (number ${secrets.unreadable.join(', ')})`,
			'Copy each from the Codat portal, Monitor > Webhooks > Events, where it starts with whsec_, and separate several with spaces or line breaks.',
		);
	}
	return secrets;
}
