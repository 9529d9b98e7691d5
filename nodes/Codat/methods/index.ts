import { codatApiTest } from './credentialTest';
import {
	searchAccountingPlatforms,
	searchCommercePlatforms,
	searchCompanies,
	searchConnections,
	searchPlatforms,
} from './listSearch';
import { getFilterConditions, getFilterFields, getSortOrders } from './loadOptions';
import { getRecordFields } from './resourceMapping';

export const credentialTest = { codatApiTest };
export const listSearch = {
	searchAccountingPlatforms,
	searchCommercePlatforms,
	searchCompanies,
	searchConnections,
	searchPlatforms,
};
export const resourceMapping = { getRecordFields };
export const loadOptions = { getFilterConditions, getFilterFields, getSortOrders };
