import { options, updateFields } from '../../fields/collection';
import { inBody } from '../../fields/field';
import { filters } from '../../fields/filters';
import { limit, returnAll } from '../../fields/lists';
import {
	company,
	connection as connectionId,
	platform,
	platformField,
} from '../../fields/locators';
import { notice } from '../../fields/notice';
import { orderBy, query } from '../../fields/query';
import { simplifyOff } from '../../fields/simplify';
import type { Resource } from '../operation';
import {
	authorization,
	merchantIdentifier,
	queryable,
	redirectUrl,
	simpleConnection,
	status,
} from './fields';

/** Connections of companies to their platforms. */
export const connection: Resource = {
	name: 'Connection',
	first: 'getAll',
	operations: {
		getAll: {
			name: 'Get Many',
			action: 'Get many connections',
			description: 'List the connections of a company',
			endpoint: 'GET /companies/{companyId}/connections',
			fields: [
				company,
				returnAll,
				limit,
				simplifyOff,
				...filters,
				options(query('status=Linked'), orderBy(queryable)),
			],
			returns: 'pages',
			queryable,
			simplify: simpleConnection,
		},
		create: {
			name: 'Create',
			action: 'Create connection',
			description:
				'Create a connection from a company to a platform. Your customer authorizes it at the link URL that is returned.',
			endpoint: 'POST /companies/{companyId}/connections',
			fields: [company, inBody(platform)],
		},
		createPartnerExpense: {
			name: 'Create Partner Expense',
			action: 'Create partner expense connection',
			description:
				'Create a partner expense data connection. It is linked at once, with nothing to authorize.',
			endpoint: 'POST /companies/{companyId}/sync/expenses/connections/partnerExpense',
			fields: [company],
		},
		delete: {
			name: 'Delete',
			action: 'Delete connection',
			description:
				'Revoke and remove a connection from a company. This can’t be undone: your customer would have to authorize a new one.',
			endpoint: 'DELETE /companies/{companyId}/connections/{connectionId}',
			fields: [
				company,
				connectionId,
				notice(
					'deleteConnectionNotice',
					'The connection is removed for good, and Codat can no longer reach the software behind it. Your customer would have to authorize a new one. To stop access and keep the connection, use Unlink.',
				),
			],
		},
		get: {
			name: 'Get',
			action: 'Get connection',
			description: 'Get a specific connection of a company',
			endpoint: 'GET /companies/{companyId}/connections/{connectionId}',
			fields: [company, connectionId, simplifyOff],
			simplify: simpleConnection,
		},
		getSyncFlowUrl: {
			name: 'Get Sync Flow URL',
			action: 'Get sync flow URL',
			description:
				'Create a new company and connections, and get a URL for Sync Flow. Its one-time passcode lasts 30 seconds.',
			endpoint: 'GET /config/sync/commerce/{commerceKey}/{accountingKey}/start',
			// A GET that creates a company each time it is sent (Commerce spec: get-sync-flow-url).
			once: true,
			fields: [
				platformField(
					'Commerce Platform',
					'commerceKey',
					'The software that the merchant sells with',
					'searchCommercePlatforms',
				),
				platformField(
					'Accounting Platform',
					'accountingKey',
					'The software that the merchant keeps the books in',
					'searchAccountingPlatforms',
				),
				options(merchantIdentifier, redirectUrl),
			],
		},
		unlink: {
			name: 'Unlink',
			action: 'Unlink connection',
			description:
				'Stop access to a linked connection and keep it: your customer can authorize it again. For any other status change, use Update.',
			endpoint: 'PATCH /companies/{companyId}/connections/{connectionId}',
			fields: [
				company,
				connectionId,
				notice(
					'unlinkNotice',
					'Codat can no longer read from or write to this connection. What it has read stays, and your customer can authorize the connection again at its link URL.',
				),
			],
			body: () => ({ status: 'Unlinked' }),
		},
		update: {
			name: 'Update',
			action: 'Update connection',
			description:
				'Set the status of a connection. To stop access, use Unlink, where you don’t have to choose a status.',
			endpoint: 'PATCH /companies/{companyId}/connections/{connectionId}',
			fields: [company, connectionId, updateFields(status)],
		},
		updateAuthorization: {
			name: 'Update Authorization',
			action: 'Update connection authorization',
			description:
				'Give Codat what a platform needs to grant access, so that your customer doesn’t have to authorize the connection at its link URL',
			endpoint: 'PUT /companies/{companyId}/connections/{connectionId}/authorization',
			fields: [company, connectionId, authorization],
			body: ({ authorization }) => authorization,
		},
	},
};
