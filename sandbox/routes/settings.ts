import { ok, routes } from '../route';

/** Platform spec: `Profile`, without the key that it used to give away. */
const PROFILE = {
	name: 'Sandbox',
	redirectUrl: 'https://example.com/{companyId}',
	whiteListUrls: [],
};

/** Platform spec, tag Settings. */
export const settingRoutes = routes({ 'GET /profile': () => ok(PROFILE) });
