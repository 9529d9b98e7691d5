/** An endpoint of Codat's specs, and the operation that stands for it. */
interface OfferedEndpoint {
	resource: string;
	operation: string;
	/** The parameter values that lead to it, where they make a difference. */
	values?: Record<string, unknown>;
	endpoint: string;
}

const offer =
	(resource: string) =>
	(operation: string, endpoint: string, values?: Record<string, unknown>): OfferedEndpoint => ({
		resource,
		operation,
		values,
		endpoint,
	});

const sync = offer('sync');
const connection = offer('connection');
const pushData = offer('pushData');
const COMPANY = '/companies/{companyId}';
const CONNECTION = `${COMPANY}/connections/{connectionId}`;

/** The endpoints of Codat's Platform, Sync for Commerce and Expenses APIs that the node offers. */
export const endpoints: OfferedEndpoint[] = [
	sync('start', `POST ${COMPANY}/sync/commerce/latest`),
	sync('startForDateRange', `POST /meta${COMPANY}/sync/commerce/historic`),
	sync('getStatus', `GET /meta${COMPANY}/sync/commerce/status`),
	...['commerce', 'expenses'].flatMap((product) => {
		const syncs = `GET ${COMPANY}/sync/${product}/syncs`;
		return [
			sync('get', `${syncs}/{syncId}/status`, { product }),
			sync('getAll', `${syncs}/list/status`, { product }),
			sync('getLastSuccessful', `${syncs}/lastSuccessful/status`, { product }),
			sync('getLatest', `${syncs}/latest/status`, { product }),
		];
	}),

	connection('create', `POST ${COMPANY}/connections`),
	connection('createPartnerExpense', `POST ${COMPANY}/sync/expenses/connections/partnerExpense`),
	connection('delete', `DELETE ${CONNECTION}`),
	connection('get', `GET ${CONNECTION}`),
	connection('getAll', `GET ${COMPANY}/connections`),
	connection('getSyncFlowUrl', 'GET /config/sync/commerce/{commerceKey}/{accountingKey}/start'),
	connection('unlink', `PATCH ${CONNECTION}`),
	connection('update', `PATCH ${CONNECTION}`),
	connection('updateAuthorization', `PUT ${CONNECTION}/authorization`),

	pushData('get', `GET ${COMPANY}/push/{pushOperationKey}`),
	pushData('getAll', `GET ${COMPANY}/push`),
	...['bankAccounts', 'chartOfAccounts', 'invoices'].map((dataType) =>
		pushData('getOptions', `GET ${CONNECTION}/options/${dataType}`, { dataType }),
	),
	...Object.entries({
		chartOfAccounts: 'accounts',
		bankAccounts: 'bankAccounts',
		customers: 'customers',
		suppliers: 'suppliers',
		bankTransactions: 'bankAccounts/{accountId}/bankTransactions',
	}).map(([dataType, path]) => pushData('create', `POST ${CONNECTION}/push/${path}`, { dataType })),
	...['customers', 'suppliers', 'invoices'].map((dataType) =>
		pushData('update', `PUT ${CONNECTION}/push/${dataType}/{recordId}`, { dataType }),
	),
	...['bills', 'directCosts'].map((dataType) =>
		pushData('delete', `DELETE ${CONNECTION}/push/${dataType}/{recordId}`, { dataType }),
	),
	pushData('uploadAttachment', `POST ${CONNECTION}/push/bills/{recordId}/attachments`, {
		dataType: 'bills',
	}),
	pushData('uploadAttachment', `POST ${CONNECTION}/push/invoices/{recordId}/attachment`, {
		dataType: 'invoices',
	}),
];
