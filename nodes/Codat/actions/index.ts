import type { INodeProperties } from 'n8n-workflow';

import { bankFeed } from './bankFeed';
import { bankStatement } from './bankStatement';
import { billPay } from './billPay';
import { commerceMetrics } from './commerceMetrics';
import { company } from './company';
import { connection } from './connection';
import { customData } from './customData';
import { dataIntegrity } from './dataIntegrity';
import { excelReport } from './excelReport';
import { expense } from './expense';
import { file } from './file';
import { integration } from './integration';
import type { Resource } from './operation';
import { buildProperties } from './properties';
import { pushData } from './pushData';
import { readData } from './readData';
import { report } from './report';
import { setting } from './setting';
import { supplementalData } from './supplementalData';
import { sync } from './sync';
import { syncConfiguration } from './syncConfiguration';
import { syncFlow } from './syncFlow';
import { webhook } from './webhook';

/** Everything that the node can do, by resource value. */
export const resources: Record<string, Resource> = {
	bankFeed,
	bankStatement,
	billPay,
	commerceMetrics,
	company,
	connection,
	customData,
	dataIntegrity,
	excelReport,
	expense,
	file,
	integration,
	pushData,
	readData,
	report,
	setting,
	supplementalData,
	sync,
	syncConfiguration,
	syncFlow,
	webhook,
};

/** The node's properties. n8n saves no default: the resource that a new node begins with stays. */
export const properties: INodeProperties[] = buildProperties(resources, 'sync');
