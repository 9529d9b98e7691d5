import type { INodeProperties } from 'n8n-workflow';

import { connection } from './connection';
import type { Resource } from './operation';
import { buildProperties } from './properties';
import { pushData } from './pushData';
import { sync } from './sync';

/** Everything that the node can do, by resource value. */
export const resources: Record<string, Resource> = { connection, pushData, sync };

/** The node's properties. n8n saves no default: the resource that a new node begins with stays. */
export const properties: INodeProperties[] = buildProperties(resources, 'sync');
