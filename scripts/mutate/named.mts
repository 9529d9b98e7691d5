import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
const cases: [string, string, string, string][] = [
	['nodes/Codat/actions/properties.ts', 'default: first,', 'default: "connection",', 'test/unit/contract.test.ts'],
	['nodes/Codat/transport/client.ts', 'await sleep(wait, signal)', 'await sleep(wait)', 'test/unit/client.test.ts'],
	['nodes/Codat/transport/gate.ts', 'await sleep(heldUntil - now, signal)', 'await sleep(heldUntil - now)', 'test/unit/client.test.ts'],
	['nodes/Codat/actions/run.ts', 'context.getExecuteData();', 'context.getNode();', 'test/engine/pushOnce.test.ts'],
	['nodes/Codat/actions/run.ts', 'context.getNode().id, index]', 'context.getNode().id]', 'test/engine/pushOnce.test.ts'],
	['credentials/CodatApi.credentials.ts', 'password: true', 'password: false', 'test/unit/contract.test.ts'],
	['nodes/Codat/transport/errors.ts', process.argv[2] ?? '', process.argv[3] ?? '', 'test/unit/errors.test.ts'],
	['nodes/Codat/transport/errors.ts', process.argv[2] ?? '', process.argv[3] ?? '', 'test/engine/sync.test.ts'],
];
const w = fork('scripts/mutate/worker.mts', { execArgv: process.execArgv });
let now: any;
w.on('message', (m: any) => {
	if (m !== 'ready') { const f = m.tests.filter((t: any) => t.errors.length); console.log(now.join(' | '), '=>', m.error?.slice(0, 200) ?? '', f.length, 'of', m.tests.length, 'failed:', f.slice(0,2).map((t: any) => t.name).join('; ')); }
	now = cases.shift();
	if (!now) { w.kill('SIGKILL'); return; }
	const s = readFileSync(now[0], 'utf8');
	if (!s.includes(now[1])) console.log('NOT FOUND', now);
	w.send({ testFile: now[3], bail: true, sources: { [now[0]]: s.replace(now[1], now[2]) } });
});
