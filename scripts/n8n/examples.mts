import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import type { Credential, WorkflowDefinition } from './client.mts';
import { projectDir } from './paths.mts';

export const EXAMPLES = {
	startSync: 'start-sync-and-wait.json',
	onSyncCompleted: 'on-sync-completed.json',
} as const;

export interface Company {
	id: string;
	name: string;
}

function prepareNode(node: INode, credential: Credential, company?: Company): INode {
	if (!node.type.startsWith('n8n-nodes-codat.')) return node;
	const { companyId } = node.parameters;
	return {
		...node,
		credentials: { [credential.type]: { id: credential.id, name: credential.name } },
		parameters: {
			...node.parameters,
			...(companyId !== undefined &&
				company && {
					companyId: {
						__rl: true,
						mode: 'list',
						value: company.id,
						cachedResultName: company.name,
					},
				}),
		},
	};
}

/**
 * Reads an example workflow, and makes the choices in it that its user would make by hand.
 * @param company put where the example leaves a company to be chosen; left open when not given
 */
export async function readExample(
	file: string,
	credential: Credential,
	company?: Company,
): Promise<WorkflowDefinition> {
	const text = await readFile(join(projectDir, 'workflows', file), 'utf8');
	const example = JSON.parse(text) as WorkflowDefinition;
	return { ...example, nodes: example.nodes.map((node) => prepareNode(node, credential, company)) };
}
