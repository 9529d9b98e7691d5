import { UserFacingError } from '../../nodes/Codat/transport/userFacingError';

/** What a reader made of a value: the value read, or the words that refuse it. */
export function outcome(read: () => unknown): { value?: unknown; refusal?: string } {
	try {
		return { value: read() };
	} catch (error) {
		const { message, description } = error as UserFacingError;
		// Thousands of values come here, for each of which `expect` would cost more than the reading.
		const isTold = error instanceof UserFacingError && description !== '';
		if (!isTold) expect(error).toBe('a UserFacingError that says what to do');
		return { refusal: `${message}. ${description}` };
	}
}
