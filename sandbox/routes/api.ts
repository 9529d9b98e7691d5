import type { Route } from '../route';
import { companyRoutes } from './companies';
import { connectionRoutes } from './connections';
import { dataRoutes } from './data';
import { integrationRoutes } from './integrations';
import { pushRoutes } from './push';
import { settingRoutes } from './settings';
import { syncRoutes } from './syncs';
import { webhookRoutes } from './webhooks';

/** All that Codat's API answers, as far as the sandbox knows it. */
export const API: Route[] = [
	...companyRoutes,
	...connectionRoutes,
	...syncRoutes,
	...pushRoutes,
	...dataRoutes,
	...integrationRoutes,
	...webhookRoutes,
	...settingRoutes,
];
