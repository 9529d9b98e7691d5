/**
 * Something that can be told to the user as it stands: a value that can't be used, or a sync that
 * failed. The item loop turns it into n8n's error, with the item's number.
 */
export class UserFacingError extends Error {
	constructor(
		message: string,
		/** What the user can do. */
		readonly description: string,
	) {
		super(message);
	}
}
