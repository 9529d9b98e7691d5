import type { IDataObject, INode } from 'n8n-workflow';
import { createRunExecutionData, NodeConnectionTypes } from 'n8n-workflow';

import example from '../../workflows/approve-and-pay-bills.json';
import { workflowOf } from './harness';

const bill = (id: string, amountDue: number) => ({ id, amountDue });
const row = (billId: string, amountDue: number) => ({ billId, amountDue });

/** Whether the example of bills would pay a row of its table. */
function isStillOpen(bills: IDataObject[], approved: IDataObject): unknown {
	const { parameters } = example.nodes.find(({ name }) => name === 'Still open')!;
	const [{ leftValue }] = (parameters.conditions as { conditions: Array<{ leftValue: string }> })
		.conditions;
	const node = (name: string): INode => ({
		id: name,
		name,
		type: 'start',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	});
	const workflow = workflowOf([node('Open bills'), node('Still open')], {
		'Open bills': {
			main: [[{ node: 'Still open', type: NodeConnectionTypes.Main, index: 0 }]],
		},
	});
	const main = [bills.map((json) => ({ json }))];
	const ran = { startTime: 0, executionIndex: 0, executionTime: 0, source: [], data: { main } };
	const run = createRunExecutionData({ resultData: { runData: { 'Open bills': [ran] } } });
	return workflow.expression.getParameterValue(
		leftValue,
		run,
		0,
		0,
		'Still open',
		[{ json: approved }],
		'manual',
		{},
	);
}

test.each([
	['is due as it was approved', [bill('b', 80)], true],
	['has grown since', [bill('b', 8_000)], false],
	['was paid in part since', [bill('b', 20)], false],
	['is not open any more', [bill('a', 80)], false],
])('a bill that %s', (_, bills, isPaid) => {
	expect(isStillOpen(bills, row('b', 80))).toBe(isPaid);
});

test('a bill whose amount changes is a row of its own, and each is marked as paid alone', () => {
	const keys = example.nodes.flatMap(({ name, parameters }) => {
		const { filters } = parameters as { filters?: { conditions: Array<{ keyName: string }> } };
		return filters && name !== 'Approved and not paid'
			? [[name, filters.conditions.map(({ keyName }) => keyName)]]
			: [];
	});
	expect(keys).toEqual([
		['Approve it', ['billId', 'amountDue']],
		['Leave it to a person', ['billId', 'amountDue']],
		['Note the day', ['billId', 'amountDue']],
	]);
});
