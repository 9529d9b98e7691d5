import type { INodeProperties } from 'n8n-workflow';

import { company } from './company';
import { connection } from './connection';
import { expense } from './expense';
import { integration } from './integration';
import type { Resource } from './operation';
import { buildProperties } from './properties';
import { pushData } from './pushData';
import { setting } from './setting';
import { sync } from './sync';
import { syncConfiguration } from './syncConfiguration';
import { syncFlow } from './syncFlow';
import { webhook } from './webhook';

/** Everything that the node can do, by resource value. */
export const resources: Record<string, Resource> = {
	company,
	connection,
	expense,
	integration,
	pushData,
	setting,
	sync,
	syncConfiguration,
	syncFlow,
	webhook,
};

/** The node's properties. n8n saves no default: the resource that a new node begins with stays. */
export const properties: INodeProperties[] = buildProperties(resources, 'sync');
