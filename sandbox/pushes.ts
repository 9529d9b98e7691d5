import { MINUTE } from './clock';
import type { Company, Push } from './state';

type PushStatus = 'Pending' | 'Success' | 'Failed' | 'TimedOut';

/**
 * The status code that goes with each status (examples in Codat's specs; that of `TimedOut` is not
 * documented).
 */
const STATUS_CODE: Record<PushStatus, number> = {
	Pending: 202,
	Success: 200,
	Failed: 400,
	TimedOut: 408,
};

const utc = (at: number) => new Date(at).toISOString().replace('Z', '0000Z');

/** How a write stands, and since when (Codat docs: Write data). */
function standing(push: Push, now: number): { status: PushStatus; since?: number } {
	const timeoutAt = push.requestedAt + (push.timeoutInMinutes ?? Infinity) * MINUTE;
	if (now >= push.completesAt && push.completesAt <= timeoutAt) {
		return { status: push.errors.length > 0 ? 'Failed' : 'Success', since: push.completesAt };
	}
	return now >= timeoutAt ? { status: 'TimedOut', since: timeoutAt } : { status: 'Pending' };
}

/** A write, as it is answered (Platform spec: `PushOperation`). */
export function pushOperation(company: Company, push: Push, now: number) {
	const { status, since } = standing(push, now);
	return {
		changes: [
			{
				type: push.change,
				recordRef: {
					id: status === 'Success' ? push.recordId : undefined,
					dataType: push.dataType,
				},
				attachmentId: push.attachmentId,
			},
		],
		dataType: push.dataType,
		companyId: company.id,
		pushOperationKey: push.key,
		dataConnectionKey: push.connectionId,
		requestedOnUtc: utc(push.requestedAt),
		completedOnUtc: since && utc(since),
		timeoutInMinutes: push.timeoutInMinutes,
		status,
		...(status === 'Failed' && {
			errorMessage: `Push failed for ${push.dataType}: see validation for more information`,
		}),
		...(status !== 'Pending' && {
			validation: { errors: push.errors, warnings: push.warnings },
		}),
		statusCode: STATUS_CODE[status],
	};
}
