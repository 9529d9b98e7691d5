import type { INodePropertyOptions, INodeType } from 'n8n-workflow';

import { CodatTrigger } from '../../nodes/Codat/CodatTrigger.node';
import { CodatWebhookTrigger } from '../../nodes/Codat/webhook/CodatWebhookTrigger.node';
import { workflowOf } from './harness';

test.each<INodeType>([new CodatTrigger(), new CodatWebhookTrigger()])(
	'the subtitle of %# has the names of all chosen events',
	({ description }) => {
		const { options } = description.properties.find(({ name }) => name === 'triggerOn')!;
		const all = options as INodePropertyOptions[];
		const { displayName: name } = description;
		const node = {
			...{ id: '1', name, type: `n8n-nodes-codat.${description.name}`, typeVersion: 1 },
			...{ position: [0, 0] as [number, number] },
			parameters: { triggerOn: all.map(({ value }) => value) },
		};
		const workflow = workflowOf([node], {});
		const subtitle = workflow.expression.getSimpleParameterValue(
			workflow.getNode(name)!,
			description.subtitle,
			'internal',
			{},
		);
		expect(subtitle).toBe(all.map((option) => option.name).join(', '));
	},
);
