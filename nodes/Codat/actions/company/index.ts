import { additionalFields, options, updateFields } from '../../fields/collection';
import { filters } from '../../fields/filters';
import { limit, returnAll } from '../../fields/lists';
import { company as companyId } from '../../fields/locators';
import { notice } from '../../fields/notice';
import { orderBy, query } from '../../fields/query';
import { simplify, simplifyNotice } from '../../fields/simplify';
import { overridesDefaults, syncSettings } from '../../fields/syncSettings';
import { describePull } from '../../outcomes';
import type { Resource } from '../operation';
import type { Scope } from '../pullHistory';
import { refreshMany, refreshOne, waitFields } from '../refreshAndWait';
import {
	description,
	name,
	newName,
	productIdentifier,
	queryable,
	refreshedTypes,
	simpleCompany,
	tagFilter,
	tags,
} from './fields';

/** Codat's name for a customer's business, which has connections to its platforms. */
export const company: Resource = {
	name: 'Company',
	first: 'getAll',
	operations: {
		getAll: {
			name: 'Get Many',
			action: 'Get many companies',
			description: 'List your customers’ companies',
			endpoint: 'GET /companies',
			fields: [
				returnAll,
				limit,
				simplify,
				simplifyNotice,
				...filters,
				options(tagFilter, query('name~bakery'), orderBy(queryable)),
			],
			returns: 'pages',
			queryable,
			simplify: simpleCompany,
		},
		get: {
			name: 'Get',
			action: 'Get company',
			description: 'Get a company and its connections',
			endpoint: 'GET /companies/{companyId}',
			fields: [companyId, simplify],
			simplify: [...simpleCompany, 'dataConnections'],
		},
		create: {
			name: 'Create',
			action: 'Create company',
			description:
				'Create a company for a customer. Your customer chooses and authorizes platforms at its redirect link.',
			endpoint: 'POST /companies',
			fields: [name, additionalFields(description, tags)],
		},
		update: {
			name: 'Update',
			action: 'Update company',
			description: 'Change the name, description or tags of a company; what is not set stays',
			endpoint: 'PATCH /companies/{companyId}',
			fields: [companyId, updateFields(newName, description, tags)],
		},
		replace: {
			name: 'Replace',
			action: 'Replace company',
			description:
				'Replace the name, description and tags of a company. Description and tags are cleared when not set.',
			endpoint: 'PUT /companies/{companyId}',
			fields: [companyId, name, additionalFields(description, tags)],
		},
		delete: {
			name: 'Delete',
			action: 'Delete company',
			description:
				'Delete a company for good, with its connections and all its data in Codat. This can’t be undone.',
			endpoint: 'DELETE /companies/{companyId}',
			fields: [
				companyId,
				notice(
					'deleteCompanyNotice',
					'The company is deleted for good, with its connections and all its data in Codat. This can’t be undone: your customer would have to authorize everything again.',
				),
			],
		},
		addProduct: {
			name: 'Add Product',
			action: 'Add product to company',
			description: 'Enable a Codat product for a company',
			endpoint: 'PUT /companies/{companyId}/products/{productIdentifier}',
			fields: [companyId, productIdentifier],
		},
		removeProduct: {
			name: 'Remove Product',
			action: 'Remove product from company',
			description: 'Disable a Codat product for a company',
			endpoint: 'DELETE /companies/{companyId}/products/{productIdentifier}',
			fields: [companyId, productIdentifier],
		},
		getSyncSettings: {
			name: 'Get Sync Settings',
			action: 'Get company sync settings',
			description: 'Get how often and how far back Codat fetches a company’s data',
			endpoint: 'GET /companies/{companyId}/syncSettings',
			fields: [companyId],
		},
		updateSyncSettings: {
			name: 'Update Sync Settings',
			action: 'Update company sync settings',
			description: 'Set how often and how far back Codat fetches a company’s data',
			endpoint: 'POST /companies/{companyId}/syncSettings',
			fields: [companyId, syncSettings, overridesDefaults],
			// Codat's spec wants the ID in the body as well.
			body: ({ companyId, settings, overridesDefaults }) => ({
				companyId,
				settings,
				overridesDefaults,
			}),
		},
		getInfo: {
			name: 'Get Accounting Info',
			action: 'Get company accounting info',
			description:
				'Get a company’s details from its accounting platform: addresses, registration, currency, financial year',
			endpoint: 'GET /companies/{companyId}/data/info',
			fields: [companyId],
		},
		refreshInfo: {
			name: 'Refresh Accounting Info',
			action: 'Refresh company accounting info',
			description: 'Have Codat fetch a company’s details from its accounting platform again',
			describe: describePull,
			endpoint: 'POST /companies/{companyId}/data/info',
			fields: [companyId, ...waitFields],
			execute: refreshOne,
		},
		refreshProduct: {
			name: 'Refresh Product',
			action: 'Refresh company product',
			description:
				'Have Codat fetch a custom product’s data for a company again. Codat refuses this for its own products, and while the data is already being fetched.',
			describe: describePull,
			endpoint: 'POST /companies/{companyId}/products/{productIdentifier}/refresh',
			fields: [companyId, productIdentifier, ...waitFields, additionalFields(refreshedTypes)],
			execute: refreshMany(({ additionalFields }) => additionalFields as Scope),
		},
		getAccessToken: {
			name: 'Get Access Token',
			action: 'Get company access token',
			description:
				'Get a token that lets Codat’s embedded components act for a company; it is valid for a day',
			endpoint: 'GET /companies/{companyId}/accessToken',
			fields: [companyId],
		},
	},
};
