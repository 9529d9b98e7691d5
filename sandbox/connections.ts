import { randomUUID } from 'node:crypto';
import type { Clock } from './clock';
import { CodatError } from './errors';
import { findIntegration, type Integration } from './integrations';
import type { Company, Connection, ConnectionStatus } from './state';

/** An integration that customers can use, or a 400. */
export function usableIntegration(key: unknown): Integration {
	const integration = typeof key === 'string' ? findIntegration(key) : undefined;
	if (!integration) throw new CodatError(400, `No integration was found with key ${String(key)}`);
	if (!integration.enabled) {
		throw new CodatError(400, `Integration ${integration.key} is not enabled`);
	}
	return integration;
}

/** Gives a company a connection to a platform. */
export function addConnection(
	company: Company,
	integration: Integration,
	status: ConnectionStatus,
	clock: Clock,
	id: string = randomUUID(),
): Connection {
	const connection: Connection = {
		id,
		integrationId: integration.integrationId,
		integrationKey: integration.key,
		sourceId: integration.sourceId,
		sourceType: integration.sourceType,
		platformName: integration.name,
		linkUrl: `https://link-api.codat.io/companies/${company.id}/connections/${id}/start`,
		status,
		created: clock.stamp(),
	};
	company.connections.push(connection);
	return connection;
}

export function isLinked(company: Company, sourceType: Connection['sourceType']): boolean {
	return company.connections.some(
		(connection) => connection.sourceType === sourceType && connection.status === 'Linked',
	);
}
