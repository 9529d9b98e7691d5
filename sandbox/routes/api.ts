import type { Route } from '../route';
import { assessmentRoutes } from './assessment';
import { bankFeedRoutes } from './bankFeeds';
import { bankStatementRoutes } from './bankStatements';
import { companyRoutes } from './companies';
import { companyFileRoutes } from './companyFiles';
import { connectionRoutes } from './connections';
import { customDataRoutes } from './customData';
import { dataRoutes } from './data';
import { expenseRoutes } from './expenses';
import { attachmentRoutes } from './files';
import { infoRoutes } from './info';
import { integrationRoutes } from './integrations';
import { payablesRoutes } from './payables';
import { pushRoutes } from './push';
import { refreshRoutes } from './refresh';
import { reportRoutes } from './reports';
import { settingRoutes } from './settings';
import { syncConfigurationRoutes } from './syncConfiguration';
import { syncRoutes } from './syncs';
import { webhookRoutes } from './webhooks';

/** All that Codat's API answers, as far as the sandbox knows it. */
export const API: Route[] = [
	...companyRoutes,
	...connectionRoutes,
	...syncRoutes,
	...pushRoutes,
	...dataRoutes,
	...attachmentRoutes,
	...infoRoutes,
	...refreshRoutes,
	...customDataRoutes,
	...syncConfigurationRoutes,
	...expenseRoutes,
	...bankFeedRoutes,
	...payablesRoutes,
	...integrationRoutes,
	...companyFileRoutes,
	...assessmentRoutes,
	...reportRoutes,
	...bankStatementRoutes,
	...webhookRoutes,
	...settingRoutes,
];
