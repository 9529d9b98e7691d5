import { CodatError } from '../errors';
import { findIntegration, INTEGRATIONS, type Integration } from '../integrations';
import { page } from '../paging';
import { ok, routes, type Answer, type Call } from '../route';

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
function branding(call: Call): Answer {
	const integration = integrationOf(call);
	return ok({
		logo: { full: image('full', integration), square: image('square', integration) },
		button: { default: image('button', integration), hover: image('hover', integration) },
		sourceId: integration.sourceId,
	});
}

function list(call: Call): Answer {
	return page(call, INTEGRATIONS, LISTING, integrationBody);
}

/** Tag Integrations of the Platform and Commerce specs: lists and branding are the same in both. */
export const integrationRoutes = routes({
	'GET /integrations': list,
	'GET /config/integrations': list,
	'GET /integrations/:platformKey': (call) => ok(integrationBody(integrationOf(call))),
	'GET /integrations/:platformKey/branding': branding,
	'GET /config/integrations/:platformKey/branding': branding,
});
