import type { IDataObject } from 'n8n-workflow';

import { nameOf } from '../dataTypes';
import type { Values } from '../fields/field';
import { hasPullEnded, pullMeaning, pullOutcome } from '../outcomes';
import { codatText, describe } from '../transport/words';
import { isRecordGone } from '../transport/notFound';
import { listOf, recordsOf } from '../transport/pagination';
import type { Answer } from '../transport/request';
import { UserFacingError } from '../transport/userFacingError';
import type { Call } from './operation';
import { historyBefore, pullsSince, type Before, type Scope } from './pullHistory';
import { currentRun, type Run } from './run';
import { waitForEnd, type Started } from './started';
import { waitFieldsFor } from './waitForCompletion';

/** The fields of an operation that has Codat fetch data and can wait for it. */
export const waitFields = waitFieldsFor(
	'Return Failed Refresh',
	'returnFailedRefresh',
	'Whether to also return pull operations that failed. When off, a failed one stops the workflow with Codat’s message.',
);

/** Nothing more is queued once so much time has gone by without (our assumption). */
const SETTLED_MS = 10_000;
const NOTHING_QUEUED_MS = 30_000;

/** Codat's words for a data type that it is fetching already, and the ID of that (docs: Data status). */
const UNDER_WAY =
	/DatasetAlreadyInProgress.*?\b([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) is still/i;

/**
 * Has Codat fetch one data type of one connection; when asked to, waits until it has ended. One
 * that is being fetched already is waited for in its place.
 *
 * @returns the pull operation
 * @throws UserFacingError when it failed (unless such are wanted), when it is under way and not to be
 * waited for, and what `waitForEnd` throws
 */
export async function refreshOne(call: Call): Promise<unknown> {
	const answer = await call.request({ accept: isUnderWay });
	if (!call.values.waitForCompletion) return isUnderWay(answer) ? refuse(answer) : answer.body;
	return await waitForEnd(call, startedPull(call, answer), (pull) => checked(call, [pull])[0]);
}

/**
 * The same for what Codat fetches by many pull operations, which it does not name: they are found in
 * the company's history.
 *
 * @param scopeOf what may be fetched
 * @returns the pull operations, as `pullsSince` finds them
 */
export const refreshMany =
	(scopeOf: (values: Values) => Scope) =>
	async (call: Call): Promise<unknown> => {
		if (!call.values.waitForCompletion) return await refreshOne(call);
		const before = await historyOfRun(call);
		const answer = await call.request({ accept: isUnderWay });
		const started = startedPulls(call, answer, before, scopeOf(call.values));
		return await waitForEnd(call, started, ({ pulls }) => checked(call, pulls as IDataObject[]));
	};

const histories = new WeakMap<Run, Map<number, Before>>();

/** When n8n tries the node again, what the first try has queued is not taken for older. */
async function historyOfRun(call: Call): Promise<Before> {
	const run = currentRun(call.context);
	const known = histories.get(run) ?? new Map<number, Before>();
	histories.set(run, known);
	const before = known.get(call.itemIndex) ?? (await historyBefore(call));
	known.set(call.itemIndex, before);
	return before;
}

function idUnderWay(answer: Answer): string | undefined {
	return answer.status < 400 ? undefined : UNDER_WAY.exec(codatText(answer) ?? '')?.[1];
}

const isUnderWay = (answer: Answer): boolean => idUnderWay(answer) !== undefined;

function refuse(answer: Answer): never {
	throw new UserFacingError(
		'Codat is already fetching this data',
		`Try again when it has finished, or turn on 'Wait for Completion' to wait for it. It is pull operation ${idUnderWay(answer)}.`,
	);
}

const STARTED = {
	again: 'start another refresh',
	lookUp: () => "'Get Many Pull Operations' of 'Read Data'",
	slow: 'How long it takes depends on the platform and on how much data there is. ',
};

/** The pull operation that an answer names; nothing else is known of one that is under way. */
function pullIn(answer: Answer): IDataObject {
	const id = idUnderWay(answer);
	return id === undefined ? (listOf(answer.body)[0] ?? {}) : { id };
}

function factOf(answer: Answer): string {
	return isUnderWay(answer) ? 'Codat was already fetching this data' : 'The refresh was started';
}

/** Remembers the pull operation to ask for, if it has an ID. */
function remember({ values }: Call, { id }: IDataObject): Started['ids'] {
	if (typeof id !== 'string' || id === '') return {};
	values.datasetId = id;
	return { datasetId: id };
}

function startedPull(call: Call, answer: Answer): Started {
	const pull = pullIn(answer);
	const ids = remember(call, pull);
	return {
		...STARTED,
		fact: factOf(answer),
		kind: 'pull operation',
		ids,
		answer: pull,
		hasEnded: hasPullEnded,
		look: async (deadline) => await pullById(call, deadline),
		lookUp: () => (ids.datasetId ? "'Get Pull Operation' of 'Read Data'" : STARTED.lookUp()),
	};
}

async function pullById(call: Call, deadline: number): Promise<IDataObject | undefined> {
	const endpoint = 'GET /companies/{companyId}/data/history/{datasetId}';
	return recordsOf(await call.send(endpoint, { accept: isRecordGone, deadline }))[0];
}

/** The pull operations of one request, of which its answer may name one. */
function startedPulls(call: Call, answer: Answer, before: Before, scope: Scope): Started {
	const named = pullIn(answer);
	const { datasetId } = remember(call, named);
	let pending: IDataObject[] = [];
	let count = 0;
	let isOver = false;
	let grewAt = Date.now();

	async function look(deadline: number): Promise<IDataObject> {
		const pulls = await pullsSince(call, before, scope, deadline);
		if (datasetId !== undefined && !pulls.some(({ id }) => id === datasetId)) {
			pulls.push((await pullById(call, deadline)) ?? named);
		}
		if (pulls.length > count) grewAt = Date.now();
		count = pulls.length;
		const quiet = Date.now() - grewAt;
		if (count === 0 && quiet >= NOTHING_QUEUED_MS) {
			throw new UserFacingError(
				'Codat’s history shows nothing that was queued for this refresh',
				"The company may have no linked connection, or none of this data is set to be fetched: see 'Fetch on First Link' in its sync settings.",
			);
		}
		pending = pulls.filter((pull) => !hasPullEnded(pull));
		isOver = count > 0 && pending.length === 0 && quiet >= SETTLED_MS;
		return { pulls };
	}

	return {
		...STARTED,
		fact: factOf(answer),
		kind: 'company',
		ids: { companyId: String(call.values.companyId) },
		answer: {},
		hasEnded: () => isOver,
		look,
		get slow() {
			const names = pending.map(({ dataType }) => nameOf(dataType));
			const still = names.length > 0 ? `Still being fetched: ${listed(names)}. ` : '';
			return `${still}${STARTED.slow}`;
		},
	};
}

function checked(call: Call, pulls: IDataObject[]): IDataObject[] {
	const failed = pulls.filter((pull) => pullOutcome(pull) === 'failure');
	if (failed.length > 0 && !call.values.returnFailedRefresh) throw failure(failed, pulls.length);
	return pulls;
}

/** What can be done about a failure, by its status. */
const ADVICE: Record<string, string> = {
	AuthError: 'Ask your customer to authorize the connection again',
	PermissionsError: 'Have someone with more rights on the platform authorize the connection',
	RateLimitError: 'Refresh again later',
	ValidationError: "'Get Validation Results' of 'Read Data' says what is wrong with the data",
};

function failure(failed: IDataObject[], total: number): UserFacingError {
	const [first] = failed;
	const headline = `${nameOf(first.dataType)} could not be fetched: ${reasonOf(first)}`;
	const others = failed.length > 1 ? `${failed.length} of ${total} refreshes failed: ` : '';
	const details = failed
		.slice(0, 10)
		.map((pull) =>
			[
				`• ${nameOf(pull.dataType)}: ${reasonOf(pull)}`,
				`(${String(pull.status)}, connection ${String(pull.connectionId)}, pull operation ${String(pull.id)})`,
			].join(' '),
		);
	const advice = new Set(failed.map(({ status }) => ADVICE[String(status)]).filter(Boolean));
	const rest = failed.length - details.length;
	return new UserFacingError(
		others + headline,
		describe([
			...details,
			...(rest > 0 ? [`… and ${rest} more`] : []),
			...advice,
			"Turn on 'Return Failed Refresh' to handle this in the workflow.",
		]),
	);
}

function reasonOf({ errorMessage, status }: IDataObject): string {
	return String(errorMessage || pullMeaning(status)).trim();
}

function listed(names: string[]): string {
	const unique = [...new Set(names)];
	const rest = unique.length - 5;
	return unique.slice(0, 5).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
