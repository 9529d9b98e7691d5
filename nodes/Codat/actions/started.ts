import type { IDataObject } from 'n8n-workflow';

import { MINUTE } from '../time';
import { toNodeError } from '../transport/nodeError';
import { isCancel } from '../transport/request';
import { describe } from '../transport/words';
import { UserFacingError } from '../transport/userFacingError';
import type { Call } from './operation';
import { pollUntil } from './waitForCompletion';

/** Something that Codat has begun, and goes on with whatever becomes of the wait for its end. */
export interface Started {
	/** What is certain, as the beginning of a sentence: `The sync was started`. */
	fact: string;
	/** What Codat calls it: `push operation`. */
	kind: string;
	/** Its IDs, named as in Codat's answers; the one to look it up by comes last. */
	ids: Record<string, string>;
	/** What starting it returned. */
	answer: IDataObject;
	hasEnded(state: IDataObject): boolean;
	/** How it stands now; see `pollUntil`. May find more IDs. */
	look(deadline: number): Promise<IDataObject | undefined>;
	/**
	 * The operation that says how it stands, by the IDs that are known, and its resource: an agent
	 * has tools of several.
	 */
	lookUp(): string;
	/** What running the node again would do. */
	again: string;
	/** Why it may last longer than the wait; empty when there is nothing to say. */
	slow: string;
}

/** What an error's `context.started` holds: what goes on in Codat although the node has failed. */
export interface StartedFacts {
	name: string;
	ids: Record<string, string>;
}

/**
 * Waits for the end of what was started, for as long as the user allows.
 *
 * @param conclude what is returned, or thrown, of how it ended
 * @returns that; to an AI agent, which can't wait for long, also how it stands when the time is up
 * @throws n8n's error, in whose `context.started` are the IDs: whatever goes wrong from here on, it
 * says first that Codat has begun, and what to do
 */
export async function waitForEnd(
	call: Call,
	started: Started,
	conclude: (ended: IDataObject) => unknown,
): Promise<unknown> {
	const { answer, hasEnded } = started;
	if (hasEnded(answer)) return conclude(answer);
	let known = answer;
	const look: Started['look'] = async (deadline) => {
		const state = await started.look(deadline);
		if (state !== undefined) known = state;
		return state;
	};
	let ended: IDataObject | undefined;
	try {
		ended = await untilEnd(call, started, look);
	} catch (error) {
		throw goesOn(call, started, error);
	}
	return ended ? conclude(ended) : stillRunning(started, known);
}

/** How it ended; undefined when an AI agent's call is to end before that. */
async function untilEnd(
	{ values, callEnds, signal }: Call,
	started: Started,
	look: Started['look'],
): Promise<IDataObject | undefined> {
	const { ids, hasEnded } = started;
	if (Object.keys(ids).length === 0) {
		throw new UserFacingError('Codat gave no ID to follow it by', '');
	}
	if (callEnds !== undefined) return await untilCallEnds(callEnds, look, hasEnded, signal);
	const minutes = values.maxWaitMinutes as number;
	const ended = await pollUntil(look, hasEnded, minutes * MINUTE, signal);
	if (ended !== undefined) return ended;
	throw new UserFacingError(
		`it had not finished after ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
		`${started.slow}Raise 'Max Wait (Minutes)' (60 at most), let a Codat Trigger tell you when it ends, or check again after a Wait node.`,
	);
}

async function untilCallEnds(
	callEnds: number,
	look: Started['look'],
	hasEnded: Started['hasEnded'],
	signal?: AbortSignal,
): Promise<IDataObject | undefined> {
	try {
		return await pollUntil(look, hasEnded, callEnds - Date.now(), signal);
	} catch (error) {
		// Codat was too slow to say how it stands.
		if (Date.now() >= callEnds && !signal?.aborted) return undefined;
		throw error as Error;
	}
}

/** How it stands, and how an agent finds out more. */
function stillRunning({ fact, kind, ids, lookUp, again }: Started, known: IDataObject) {
	const id = Object.values(ids).at(-1);
	return {
		...known,
		...ids,
		next: `${fact} (${kind} ${id}) and continues in Codat: how it ends isn’t known yet. Check again later with ${lookUp()}. Running this again would ${again}.`,
	};
}

/** The error as n8n's, about the item; in these words where the run was to end. */
export function nodeErrorOf(call: Call, error: unknown, ifStopped: string) {
	const known = isCancel(error) ? new UserFacingError(ifStopped, '') : error;
	return toNodeError(call.context.getNode(), known, call.redact, call.itemIndex);
}

/** The error, preceded by what goes on in Codat. */
function goesOn(call: Call, { fact, kind, ids, lookUp, again }: Started, error: unknown) {
	const nodeError = nodeErrorOf(call, error, 'the wait was cut short');
	const { description } = nodeError;
	const id = Object.values(ids).at(-1);
	const name = id === undefined ? kind : `${kind} ${id}`;
	const isOurs = error instanceof UserFacingError;
	nodeError.message = `${fact}${id === undefined ? '' : ` (${name})`}, but how it ended isn’t known: ${nodeError.message}`;
	nodeError.description = describe([
		`It continues in Codat, and running this again would ${again}. Check with ${lookUp()} first`,
		...(description ? [isOurs ? description : `What stopped the wait: ${description}`] : []),
	]);
	const started: StartedFacts = { name, ids };
	nodeError.context.started = started;
	return nodeError;
}

/** Items by their numbers, such as `item 3` or `items 0–99, 105`. */
export function itemsText(itemIndexes: number[]): string {
	const sorted = [...new Set(itemIndexes)].sort((a, b) => a - b);
	const ranges: Array<[from: number, to: number]> = [];
	for (const index of sorted) {
		const last = ranges.at(-1);
		if (last && index === last[1] + 1) last[1] = index;
		else ranges.push([index, index]);
	}
	const shown = ranges
		.slice(0, MOST_RANGES)
		.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`));
	const more = ranges.length > MOST_RANGES ? ' …' : '';
	return `${sorted.length === 1 ? 'item' : 'items'} ${shown.join(', ')}${more}`;
}

const MOST_RANGES = 10;

/** What goes on in Codat after an error, or undefined. */
export function startedIn({ context }: { context?: IDataObject }): StartedFacts | undefined {
	return context?.started as StartedFacts | undefined;
}
