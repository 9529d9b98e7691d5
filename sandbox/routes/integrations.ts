import { INTEGRATIONS, integrationOf, supportedTypes, type Integration } from '../integrations';
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
function integrationBody({ lacks, ...integration }: Integration) {
	const dataTypes = supportedTypes({ lacks, ...integration });
	return {
		...integration,
		logoUrl: `https://static.codat.io/sandbox/${integration.key}.svg`,
		dataProvidedBy: integration.name,
		datatypeFeatures: dataTypes.map((dataType) => ({
			dataType,
			supportedFeatures: [{ featureType: 'Get', featureState: 'Release' }],
		})),
	};
}

function image(kind: string, { key, name }: Integration) {
	return { image: { src: `https://static.codat.io/sandbox/${key}-${kind}.svg`, alt: name } };
}

/** Platform and Commerce spec: `Branding`. */
function branding(call: Call): Answer {
	const integration = integrationOf(call.params.platformKey);
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
	'GET /integrations/:platformKey': (call) =>
		ok(integrationBody(integrationOf(call.params.platformKey))),
	'GET /integrations/:platformKey/branding': branding,
	'GET /config/integrations/:platformKey/branding': branding,
});
