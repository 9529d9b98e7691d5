import type { Field } from '../../fields/field';
import { wholeNumber } from '../../fields/read';

/** Query parameters of writes (docs/codat.md, Writing). */
export const timeoutInMinutes: Field = {
	property: {
		displayName: 'Timeout in Minutes',
		name: 'timeoutInMinutes',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 60,
		description:
			'After how many minutes Codat gives the push operation the status Timed Out. The platform may still carry it out after that.',
	},
	read: wholeNumber(1, 2_147_483_647),
};

export const allowSyncOnPushComplete: Field = {
	property: {
		displayName: 'Allow Sync on Push Complete',
		name: 'allowSyncOnPushComplete',
		type: 'boolean',
		default: true,
		description:
			'Whether Codat syncs the data type afterward, so that what was written can be read from Codat',
	},
};

export const forceUpdate: Field = {
	property: {
		displayName: 'Force Update',
		name: 'forceUpdate',
		type: 'boolean',
		default: false,
		description:
			'Whether to overwrite a record that was changed on the platform since Codat last read it',
	},
};
