import * as n8n from 'n8n-workflow';

type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

/** The sleep of n8n 1 takes no signal: there, one that does has a name of its own. */
const helpers: { sleep: Sleep; sleepWithAbort?: Sleep } = n8n;

/**
 * Waits with n8n's own helper, which n8n has its nodes use in the place of timers.
 * Rejects as soon as the signal is raised.
 *
 * @param ms milliseconds; 0 for a turn of the event loop
 */
export const sleep: Sleep = helpers.sleepWithAbort ?? helpers.sleep;
