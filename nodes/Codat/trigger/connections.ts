import { fetchAll } from '../transport/pagination';
import type { Source } from './source';

const STATUSES = ['PendingAuth', 'Linked', 'Unlinked', 'Deauthorized'];

/** Connections, which have no time of change: their statuses are compared. */
export const connections: Source = {
	events: ['connectionStatusChanged'],
	comesWith: ({ dataConnections }) => Array.isArray(dataConnections),
	async list({ company: { dataConnections }, ask }) {
		if (Array.isArray(dataConnections)) return { records: dataConnections };
		const endpoint = 'GET /companies/{companyId}/connections';
		return {
			records: await fetchAll(async (page, pageSize) => await ask(endpoint, { page, pageSize })),
		};
	},
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
};
