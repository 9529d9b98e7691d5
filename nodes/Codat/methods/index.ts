import { searchSourceAccounts, searchTargetAccounts } from './bankFeedOptions';
import {
	searchBillAccounts,
	searchBillSuppliers,
	searchBillTaxRates,
	searchPaymentAccounts,
} from './billPayOptions';
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
import { searchReports } from './reports';
import { getRecordFields } from './resourceMapping';

export const credentialTest = { codatApiTest };
export const listSearch = {
	searchAccountingPlatforms,
	searchAccounts,
	searchAnyAccounts,
	searchBankAccounts,
	searchBillAccounts,
	searchBillSuppliers,
	searchBillTaxRates,
	searchCommercePlatforms,
	searchCompanies,
	searchConnections,
	searchCustomers,
	searchPaymentAccounts,
	searchPlatforms,
	searchReports,
	searchSourceAccounts,
	searchSuppliers,
	searchTargetAccounts,
	searchTaxRates,
	searchTracking,
};
export const resourceMapping = { getRecordFields };
export const loadOptions = { getFilterConditions, getFilterFields, getSortOrders };
