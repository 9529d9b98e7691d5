import { searchAttachments, searchBillAttachments } from './attachments';
import { searchFeedSyncs, searchSourceAccounts, searchTargetAccounts } from './bankFeedOptions';
import {
	searchBillAccounts,
	searchBillSuppliers,
	searchBillTaxRates,
	searchBillTracking,
	searchPayableBills,
	searchPaymentAccounts,
} from './billPayOptions';
import { recordSearches, searchBankingAccounts, searchRecords } from './companyRecords';
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
import { searchReports } from './reports';
import { getRecordFields } from './resourceMapping';

export const credentialTest = { codatApiTest };
export const listSearch = {
	searchAccountingPlatforms,
	searchAccounts,
	searchAnyAccounts,
	searchAttachments,
	searchBankAccounts,
	searchBankingAccounts,
	searchBillAccounts,
	searchBillAttachments,
	searchBillSuppliers,
	searchBillTaxRates,
	searchBillTracking,
	searchCommercePlatforms,
	searchCompanies,
	searchConnections,
	searchCustomers,
	searchFeedSyncs,
	searchPayableBills,
	searchPaymentAccounts,
	searchPlatforms,
	searchPullOperations,
	searchPushOperations,
	searchRecords,
	searchReports,
	searchSourceAccounts,
	searchSuppliers,
	searchSyncs,
	searchTargetAccounts,
	searchTaxRates,
	searchTracking,
	searchWebhooks,
	...recordSearches,
};
export const resourceMapping = { getRecordFields };
export const loadOptions = { getFilterConditions, getFilterFields, getSortOrders };
