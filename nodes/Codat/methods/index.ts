import { codatApiTest } from './credentialTest';
import { searchCompanies } from './listSearch';

export const credentialTest = { codatApiTest };
export const listSearch = { searchCompanies };
