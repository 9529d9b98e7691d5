import { recordSearches, searchRecords } from './companyRecords';
import { codatApiTest } from './credentialTest';
import {
	searchAccountingPlatforms,
	searchCommercePlatforms,
	searchCompanies,
	searchConnections,
	searchPlatforms,
} from './listSearch';
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
	searchBankAccounts,
	searchCommercePlatforms,
	searchCompanies,
	searchConnections,
	searchCustomers,
	searchPlatforms,
	searchRecords,
	searchSuppliers,
	searchTaxRates,
	searchTracking,
	...recordSearches,
};
export const resourceMapping = { getRecordFields };
export const loadOptions = { getFilterConditions, getFilterFields, getSortOrders };
