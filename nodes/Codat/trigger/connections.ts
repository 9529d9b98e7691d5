import { listed } from './listed';

const STATUSES = ['PendingAuth', 'Linked', 'Unlinked', 'Deauthorized'];

/** Connections, which have no time of change: their statuses are compared. */
export const connections = listed({
	events: ['connectionStatusChanged'],
	comesWith: ({ dataConnections }) => Array.isArray(dataConnections),
	list: async (look) => ({ records: await look.connections() }),
	sight(record) {
		const { id, status: given } = record;
		if (typeof id !== 'string' || id === '') return undefined;
		const text = String(given ?? '');
		// Codat's documents spell one status with a small first letter here and there.
		const status = STATUSES.find((each) => each.toLowerCase() === text.toLowerCase()) ?? text;
		return { id, status, isOpen: true, record };
	},
	eventsOf: ({ status }) => (status === '' ? [] : ['connectionStatusChanged']),
	describe: ({ before }) => ({ previousStatus: before ?? null }),
});
