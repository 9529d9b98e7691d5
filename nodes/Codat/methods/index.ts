import { searchAttachments } from './attachments';
import { recordSearches, searchRecords } from './companyRecords';
import { codatApiTest } from './credentialTest';
import {
	searchAccountingPlatforms,
	searchCommercePlatforms,
	searchCompanies,
	searchConnections,
	searchPlatforms,
	searchWebhooks,
} from './listSearch';
import { searchPullOperations, searchPushOperations, searchSyncs } from './history';
import { getFilterConditions, getFilterFields, getSortOrders } from './loadOptions';
import {
	searchAccounts,
	searchAnyAccounts,
	searchBankAccounts,
	searchCustomers,
	searchSuppliers,
	searchTaxRates,
	searchTracking,
} from './mappingOptions';
import { getRecordFields } from './resourceMapping';

export const credentialTest = { codatApiTest };
export const listSearch = {
	searchAccountingPlatforms,
	searchAccounts,
	searchAnyAccounts,
	searchAttachments,
	searchBankAccounts,
	searchCommercePlatforms,
	searchCompanies,
	searchConnections,
	searchCustomers,
	searchPlatforms,
	searchPullOperations,
	searchPushOperations,
	searchRecords,
	searchSuppliers,
	searchSyncs,
	searchTaxRates,
	searchTracking,
	searchWebhooks,
	...recordSearches,
};
export const resourceMapping = { getRecordFields };
export const loadOptions = { getFilterConditions, getFilterFields, getSortOrders };
