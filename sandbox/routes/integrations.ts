import { CodatError } from '../errors';
import { findIntegration, INTEGRATIONS, type Integration } from '../integrations';
import { page } from '../paging';
import { ok, type Call, type Route } from './route';

const LISTING = {
	name: 'Integration',
	properties: [
		'key',
		'logoUrl',
		'name',
		'enabled',
		'sourceId',
		'sourceType',
		'integrationId',
		'isOfflineConnector',
		'isBeta',
	],
};

/** An integration, as it is answered (Platform spec: `Integration`). */
function integrationBody(integration: Integration) {
	return { ...integration, logoUrl: `https://static.codat.io/sandbox/${integration.key}.svg` };
}

function integrationOf({ params }: Call): Integration {
	const integration = findIntegration(params.platformKey);
	if (!integration)
		throw new CodatError(404, `No integration was found with key ${params.platformKey}`);
	return integration;
}

function image(kind: string, { key, name }: Integration) {
	return { image: { src: `https://static.codat.io/sandbox/${key}-${kind}.svg`, alt: name } };
}

/** Platform and Commerce spec: `Branding`. */
function branding(integration: Integration) {
	return {
		logo: { full: image('full', integration), square: image('square', integration) },
		button: { default: image('button', integration), hover: image('hover', integration) },
		sourceId: integration.sourceId,
	};
}

/** The same under both products' paths (Platform and Commerce specs, tag Integrations). */
export const integrationRoutes: Route[] = ['/integrations', '/config/integrations'].flatMap(
	(base): Route[] => [
		{
			method: 'GET',
			path: base,
			handle: (call) => page(call, INTEGRATIONS, LISTING, integrationBody),
		},
		{
			method: 'GET',
			path: `${base}/:platformKey/branding`,
			handle: (call) => ok(branding(integrationOf(call))),
		},
	],
);

integrationRoutes.push({
	method: 'GET',
	path: '/integrations/:platformKey',
	handle: (call) => ok(integrationBody(integrationOf(call))),
});
