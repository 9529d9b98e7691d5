import type { INodeProperties } from 'n8n-workflow';

import { bankFeed } from './bankFeed';
import { billPay } from './billPay';
import { company } from './company';
import { connection } from './connection';
import { customData } from './customData';
import { expense } from './expense';
import { integration } from './integration';
import type { Resource } from './operation';
import { buildProperties } from './properties';
import { pushData } from './pushData';
import { readData } from './readData';
import { setting } from './setting';
import { supplementalData } from './supplementalData';
import { sync } from './sync';
import { syncConfiguration } from './syncConfiguration';
import { syncFlow } from './syncFlow';
import { webhook } from './webhook';

/** Everything that the node can do, by resource value. */
export const resources: Record<string, Resource> = {
	bankFeed,
	billPay,
	company,
	connection,
	customData,
	expense,
	integration,
	pushData,
	readData,
	setting,
	supplementalData,
	sync,
	syncConfiguration,
	syncFlow,
	webhook,
};

/** The node's properties. n8n saves no default: the resource that a new node begins with stays. */
export const properties: INodeProperties[] = buildProperties(resources, 'sync');
