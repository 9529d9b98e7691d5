import type { IDataObject } from 'n8n-workflow';

import { startSandbox } from '../../sandbox/server';
import { built } from '../spec/built';
import { nameOf } from '../spec/endpoints';
import { runCodat } from './harness';
import { parametersFor } from './parametersFor';
import { FILE, putIn, REFUSED } from './samples';

/**
 * The items that each operation returns, by `resource.operation`: of all its endpoints, without
 * options, as an editor's preview assumes.
 *
 * @throws Error when one fails that should not
 */
export async function outputsOf(): Promise<Record<string, IDataObject[]>> {
	const sandbox = await startSandbox();
	const credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	const outputs: Record<string, IDataObject[]> = {};
	try {
		for (const row of built) {
			sandbox.reset();
			putIn(sandbox.state);
			const { json, error } = await runCodat(credential, parametersFor(row, false), {
				binary: [FILE],
				executionId: nameOf(row),
			});
			if (error && !(nameOf(row) in REFUSED)) throw new Error(`${nameOf(row)}: ${error.message}`);
			if (!error) (outputs[`${row.resource}.${row.operation}`] ??= []).push(...json);
		}
	} finally {
		await sandbox.close();
	}
	return outputs;
}
