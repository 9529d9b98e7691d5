import { create } from './create';
import { deleteRecord } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { getOptions } from './getOptions';
import { update } from './update';
import { uploadAttachment } from './uploadAttachment';

export const pushData = {
	name: 'Push Data',
	operations: {
		create,
		delete: deleteRecord,
		get,
		getAll,
		getOptions,
		update,
		uploadAttachment,
	},
};
