import { CodatError } from '../errors';
import { page } from '../paging';
import { pushOperation } from '../pushes';
import { companyOf, ok, type Answer, type Call, type Route } from './route';

const LISTING = {
	name: 'PushOperation',
	properties: [
		'dataType',
		'companyId',
		'pushOperationKey',
		'dataConnectionKey',
		'requestedOnUtc',
		'completedOnUtc',
		'status',
		'statusCode',
	],
};

function history(call: Call): Answer {
	const company = companyOf(call);
	const now = call.clock.now();
	return page(call, company.pushes, LISTING, (push) => pushOperation(company, push, now));
}

function get(call: Call): Answer {
	const company = companyOf(call);
	const { pushOperationKey } = call.params;
	const push = company.pushes.find(({ key }) => key === pushOperationKey);
	if (!push) throw new CodatError(404, `Push operation ${pushOperationKey} not found`);
	return ok(pushOperation(company, push, call.clock.now()));
}

/** Platform spec, tag Push data; the writes themselves are in the products' specs (contract §6.4). */
export const pushRoutes: Route[] = [
	{ method: 'GET', path: '/companies/:companyId/push', handle: history },
	{ method: 'GET', path: '/companies/:companyId/push/:pushOperationKey', handle: get },
];
