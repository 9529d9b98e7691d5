import { create } from './create';
import { createPartnerExpense } from './createPartnerExpense';
import { deleteConnection } from './delete';
import { get } from './get';
import { getAll } from './getAll';
import { getSyncFlowUrl } from './getSyncFlowUrl';
import { unlink } from './unlink';
import { update } from './update';
import { updateAuthorization } from './updateAuthorization';

export const connection = {
	name: 'Connection',
	operations: {
		getAll,
		create,
		createPartnerExpense,
		delete: deleteConnection,
		get,
		getSyncFlowUrl,
		unlink,
		update,
		updateAuthorization,
	},
};
