import { codatApiTest } from './credentialTest';
import {
	searchAccountingPlatforms,
	searchCommercePlatforms,
	searchCompanies,
	searchConnections,
	searchPlatforms,
} from './listSearch';

export const credentialTest = { codatApiTest };
export const listSearch = {
	searchAccountingPlatforms,
	searchCommercePlatforms,
	searchCompanies,
	searchConnections,
	searchPlatforms,
};
