import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { SEED } from '../../sandbox/seed.ts';
import type { Credential, WorkflowDefinition } from './types.mts';
import { projectDir } from './paths.mts';

/** What a user picks from lists in an example, by the name of the parameter. */
export type Choices = Record<string, { id: string; name: string }>;

export const EXAMPLES = {
	startSync: 'start-sync-and-wait.json',
	onSyncCompleted: 'on-sync-completed.json',
	summary: 'summary-after-a-sync.json',
	alertOnFailures: 'alert-on-failures.json',
	nightly: 'nightly-sync-and-refresh.json',
	onboard: 'onboard-a-customer.json',
	invoices: 'invoices-from-a-table.json',
	expenses: 'expenses-from-a-card-feed.json',
	bills: 'approve-and-pay-bills.json',
	lendingReport: 'monthly-lending-report.json',
	readOnWebhook: 'read-what-webhooks-tell.json',
	askAboutCustomer: 'ask-about-a-customer.json',
} as const;

const { bakery, surveyors } = SEED.companies;
const ofBakery: Choices = {
	companyId: { id: bakery.id, name: 'Harbour Lane Bakery' },
	connectionId: { id: bakery.connections.accounting, name: 'Xero (Accounting, Linked)' },
};
const ofSurveyors: Choices = { companyId: { id: surveyors.id, name: 'Northbeck Surveyors' } };
const payingAccount: Choices = {
	accountRef: { id: 'payables-bank-0001', name: 'Current account 0001' },
};

/** What to pick in an example where the sandbox stands in for Codat. */
export function sandboxChoices(file: string): Choices {
	if (file === EXAMPLES.expenses) return ofSurveyors;
	return file === EXAMPLES.bills ? { ...ofBakery, ...payingAccount } : ofBakery;
}

const isOpen = (value: unknown) =>
	typeof value === 'object' &&
	value !== null &&
	'__rl' in value &&
	'value' in value &&
	!value.value;

function prepareNode(node: INode, credential: Credential, choices: Choices): INode {
	if (!node.type.startsWith('n8n-nodes-codat.')) return node;
	const chosen = Object.entries(choices)
		.filter(([name]) => isOpen(node.parameters[name]))
		.map(([name, { id, name: cachedResultName }]) => [
			name,
			{ __rl: true, mode: 'list', value: id, cachedResultName },
		]);
	return {
		...node,
		credentials: { [credential.type]: { id: credential.id, name: credential.name } },
		parameters: { ...node.parameters, ...(Object.fromEntries(chosen) as INode['parameters']) },
	};
}

/**
 * Reads an example workflow, and makes the choices in it that its user would make by hand.
 * @param choices put where the example leaves one open; what they don't name stays open
 */
export async function readExample(
	file: string,
	credential: Credential,
	choices: Choices = {},
): Promise<WorkflowDefinition> {
	const text = await readFile(join(projectDir, 'workflows', file), 'utf8');
	const example = JSON.parse(text) as WorkflowDefinition;
	return { ...example, nodes: example.nodes.map((node) => prepareNode(node, credential, choices)) };
}
