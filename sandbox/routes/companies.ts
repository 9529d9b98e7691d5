import { randomUUID } from 'node:crypto';
import { addCompany, companyBody } from '../companies';
import { invalidRequest } from '../errors';
import { page } from '../paging';
import { parseQuery } from '../query';
import type { Company } from '../state';
import {
	bodyOf,
	companyOf,
	isObject,
	NO_CONTENT,
	ok,
	routes,
	type Answer,
	type Call,
} from '../route';

const LISTING = {
	name: 'Company',
	properties: [
		'id',
		'name',
		'description',
		'redirect',
		'lastSync',
		'created',
		'createdByUserName',
		'products',
		'tags',
		'dataConnections',
	],
};

/**
 * Characters that Codat takes out of a company's name without a word (Platform spec: create-
 * company).
 */
const FORBIDDEN = /[^A-Za-z0-9\s\-',&@.?!]/g;

type Details = Partial<Pick<Company, 'name' | 'description' | 'tags'>>;

function tagsIn(value: unknown): Record<string, string> {
	if (!isObject(value)) throw invalidRequest();
	const entries = Object.entries(value).map(([key, tag]) => [key, String(tag)] as const);
	if (entries.length > 10 || entries.some(([, tag]) => tag.length > 100)) throw invalidRequest();
	return Object.fromEntries(entries);
}

/** The details that a body gives; null counts as not given. */
function detailsIn(call: Call): Details {
	const { name, description, tags } = bodyOf(call, 'CompanyRequestBody');
	const details: Details = {};
	if (name !== undefined && name !== null) {
		details.name = String(name).replace(FORBIDDEN, '').trim();
		if (details.name === '') throw invalidRequest();
	}
	if (typeof description === 'string') details.description = description;
	if (tags !== undefined && tags !== null) details.tags = tagsIn(tags);
	return details;
}

/** The details of a body that must name the company. */
function namedIn(call: Call): Details & { name: string } {
	const { name, ...rest } = detailsIn(call);
	if (!name) throw invalidRequest();
	return { name, ...rest };
}

/** Tells of an event, in which the company stands with what is said of it (Webhooks spec). */
function announce(call: Call, company: Company, eventType: string, more: object = {}): void {
	const { id, name, description, created, tags } = company;
	const payload = { id, name, description: description ?? null, created, tags, ...more };
	call.announce({ eventType, payload, company });
}

function announceProduct(call: Call, company: Company, change: 'added' | 'removed'): void {
	const productId = call.params.productIdentifier;
	const more = { productId, productName: productId, products: company.products };
	announce(call, company, `company.product.${change}`, more);
}

function list(call: Call): Answer {
	const all = [...call.state.companies.values()];
	const tagged = call.query.tags ? parseQuery(call.query.tags) : () => true;
	const found = all.filter(({ tags }) => tagged(tags));
	return page(call, found, LISTING, companyBody);
}

function create(call: Call): Answer {
	const created = call.clock.stamp();
	const company = addCompany(call.state, { id: randomUUID(), created, ...namedIn(call) });
	call.enter({ kind: 'company.created' });
	announce(call, company, 'company.created');
	return ok(companyBody(company));
}

function replace(call: Call): Answer {
	const company = companyOf(call);
	const cleared = { description: undefined, tags: {} };
	Object.assign(company, cleared, namedIn(call));
	call.enter({ kind: 'company.updated' });
	return ok(companyBody(company));
}

function update(call: Call): Answer {
	const company = companyOf(call);
	Object.assign(company, detailsIn(call));
	call.enter({ kind: 'company.updated' });
	return ok(companyBody(company));
}

function remove(call: Call): Answer {
	const company = companyOf(call);
	call.state.companies.delete(company.id);
	call.enter({ kind: 'company.deleted' });
	announce(call, company, 'company.deleted');
	return NO_CONTENT;
}

function addProduct(call: Call): Answer {
	const company = companyOf(call);
	const { productIdentifier } = call.params;
	if (!company.products.includes(productIdentifier)) {
		company.products = [...company.products, productIdentifier];
		call.enter({ kind: 'company.productAdded' });
		announceProduct(call, company, 'added');
	}
	return NO_CONTENT;
}

function removeProduct(call: Call): Answer {
	const company = companyOf(call);
	const { productIdentifier } = call.params;
	if (company.products.includes(productIdentifier)) {
		company.products = company.products.filter((product) => product !== productIdentifier);
		call.enter({ kind: 'company.productRemoved' });
		announceProduct(call, company, 'removed');
	}
	return NO_CONTENT;
}

/** A token for Codat's embeddable parts (Platform spec: `CompanyAccessToken`); this one opens nothing. */
function accessToken(call: Call): Answer {
	companyOf(call);
	const token = { accessToken: randomUUID().replaceAll('-', ''), expiresIn: 3600 };
	return ok({ ...token, tokenType: 'Bearer' });
}

const ONE = '/companies/:companyId';
const PRODUCT = `${ONE}/products/:productIdentifier`;

/** Platform spec, tag Companies. */
export const companyRoutes = routes({
	'GET /companies': list,
	'POST /companies': create,
	[`GET ${ONE}`]: (call) => ok(companyBody(companyOf(call))),
	[`PUT ${ONE}`]: replace,
	[`PATCH ${ONE}`]: update,
	[`DELETE ${ONE}`]: remove,
	[`GET ${ONE}/accessToken`]: accessToken,
	[`PUT ${PRODUCT}`]: addProduct,
	[`DELETE ${PRODUCT}`]: removeProduct,
});
