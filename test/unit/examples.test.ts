import type { INode, INodeParameters, INodeProperties, INodeTypeDescription } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { Codat } from '../../nodes/Codat/Codat.node';
import { CodatTrigger } from '../../nodes/Codat/CodatTrigger.node';
import { CodatWebhookTrigger } from '../../nodes/Codat/webhook/CodatWebhookTrigger.node';
import approveAndPayBills from '../../workflows/approve-and-pay-bills.json';
import alertOnFailures from '../../workflows/alert-on-failures.json';
import askAboutACustomer from '../../workflows/ask-about-a-customer.json';
import expensesFromACardFeed from '../../workflows/expenses-from-a-card-feed.json';
import invoicesFromATable from '../../workflows/invoices-from-a-table.json';
import monthlyLendingReport from '../../workflows/monthly-lending-report.json';
import nightlySyncAndRefresh from '../../workflows/nightly-sync-and-refresh.json';
import onboardACustomer from '../../workflows/onboard-a-customer.json';
import onSyncCompleted from '../../workflows/on-sync-completed.json';
import readWhatWebhooksTell from '../../workflows/read-what-webhooks-tell.json';
import startSyncAndWait from '../../workflows/start-sync-and-wait.json';
import summaryAfterASync from '../../workflows/summary-after-a-sync.json';

/** The example workflows, as far as they can be judged without running them. */
const EXAMPLES = [
	approveAndPayBills,
	alertOnFailures,
	askAboutACustomer,
	expensesFromACardFeed,
	invoicesFromATable,
	monthlyLendingReport,
	nightlySyncAndRefresh,
	onboardACustomer,
	onSyncCompleted,
	readWhatWebhooksTell,
	startSyncAndWait,
	summaryAfterASync,
].map(({ name, nodes, connections }) => ({
	name,
	nodes: nodes as unknown as INode[],
	connections: connections as Record<string, Record<string, Array<Array<{ node: string }>>>>,
}));

const TOOL_PROPERTIES = ['descriptionType', 'toolDescription'];

const DESCRIPTIONS: Record<string, INodeTypeDescription> = {
	codat: new Codat().description,
	codatTool: new Codat().description,
	codatTrigger: new CodatTrigger().description,
	codatWebhookTrigger: new CodatWebhookTrigger().description,
};

const isLeftOpen = (value: unknown) => JSON.stringify(value)?.includes('"mode":"list","value":""');

/** Where a user is to pick something: as if it had been picked. */
function picked(parameters: INodeParameters): INodeParameters {
	const entries = Object.entries(parameters).map(([name, value]) => [
		name,
		isLeftOpen(value) && name !== 'lines' && name !== 'lineItems'
			? { __rl: true, mode: 'id', value: 'picked' }
			: value,
	]);
	return Object.fromEntries(entries) as INodeParameters;
}

/** What is wrong with the parameters of a Codat node, by its description. */
function faultsOf(node: INode): string[] {
	const [, type = ''] = /^n8n-nodes-codat\.(\w+)$/.exec(node.type) ?? [];
	if (!(type in DESCRIPTIONS)) return [`there is no ${node.type}`];
	const { properties } = DESCRIPTIONS[type];
	const description = { ...DESCRIPTIONS[type], credentials: [] };
	const parameters = picked(node.parameters);
	const whole = NodeHelpers.getNodeParameters(
		properties,
		parameters,
		true,
		false,
		node,
		description,
	) as INodeParameters;
	const shown = (property: INodeProperties) =>
		NodeHelpers.displayParameter(whole, property, node, description);
	const known = [
		...properties.filter(shown).map(({ name }) => name),
		...(type === 'codatTool' ? TOOL_PROPERTIES : []),
		...(type === 'codatTrigger' ? ['pollTimes'] : []),
	];
	const unknown = Object.keys(parameters).filter((name) => !known.includes(name));
	const issues = NodeHelpers.getNodeParametersIssues(
		properties,
		{ ...node, parameters: whole },
		description,
	);
	return [
		...unknown.map((name) => `'${name}' is no parameter here`),
		...Object.values(issues?.parameters ?? {}).flat(),
	];
}

describe.each(EXAMPLES)('$name', ({ name, nodes, connections }) => {
	const codatNodes = nodes.filter(({ type }) => type.startsWith('n8n-nodes-codat.'));

	test('the parameters of its Codat nodes are what these take', () => {
		expect(codatNodes.length).toBeGreaterThan(0);
		const faults = codatNodes.map((node): [string, string[]] => [node.name, faultsOf(node)]);
		expect(faults.filter(([, found]) => found.length > 0)).toEqual([]);
	});

	test('every connection is between nodes that are there', () => {
		const names = nodes.map((node) => node.name);
		const named = Object.values(connections)
			.flatMap((kinds) => Object.values(kinds).flat(2))
			.map(({ node }) => node);
		for (const each of [...Object.keys(connections), ...named]) expect(names).toContain(each);
	});

	test('every expression names nodes that are there', () => {
		const names = nodes.map((node) => node.name);
		const said = JSON.stringify(nodes.map(({ parameters }) => parameters));
		for (const [, node] of said.matchAll(/\$\('([^']+)'\)/g)) expect(names).toContain(node);
	});

	test('its names are its own, its notes explain, and nothing of an instance is in it', () => {
		expect(name).toMatch(/^Codat: /);
		for (const values of [nodes.map((node) => node.name), nodes.map(({ id }) => id)]) {
			expect(new Set(values).size).toBe(values.length);
		}
		const notes = nodes.filter(({ type }) => type === 'n8n-nodes-base.stickyNote');
		expect(notes.length).toBeGreaterThan(1);
		for (const { parameters } of notes) expect(parameters.content).toMatch(/^## \S[^]{80}/);
		for (const node of nodes) {
			expect(node.credentials).toBeUndefined();
			expect(node.webhookId).toBeUndefined();
		}
	});
});

test('no two have the same name', () => {
	expect(new Set(EXAMPLES.map(({ name }) => name)).size).toBe(EXAMPLES.length);
});
