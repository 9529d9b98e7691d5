// The sandbox, in a process of its own, so that its work isn't counted as n8n's. `sandboxProcess.mts` starts it.
import { addConnection } from '../sandbox/connections.ts';
import { findIntegration } from '../sandbox/integrations.ts';
import { SEED } from '../sandbox/seed.ts';
import { type Sandbox, startSandbox } from '../sandbox/server.ts';
import { putSync } from '../sandbox/syncs.ts';
import type { Commands, SandboxSetup, Traffic } from './sandboxProcess.mts';

const PLATFORMS = ['gbol', 'qhyg', 'mqjo', 'aiwb'];

/** Fills the sandbox up with what a row works on: all of it dated before the row begins. */
function fill({ state, clock }: Sandbox, { syncs = 0, connections = 0 }: SandboxSetup): void {
	const integrations = PLATFORMS.map(findIntegration).filter((it) => it !== undefined);
	const [first] = integrations;
	for (const company of state.companies.values()) {
		if (syncs === 0 || !company.name.startsWith('Company ')) continue;
		addConnection(company, first, 'Linked', clock);
		for (let number = 0; number < syncs; number++) putSync(company, { code: 2000 }, clock);
	}
	const company = state.companies.get(SEED.companies.studio.id);
	for (let number = 0; company && number < connections; number++) {
		addConnection(company, integrations[number % integrations.length], 'Linked', clock);
	}
}

function trafficOf({ requests, stats }: Sandbox): Traffic {
	return {
		requests: requests.map(({ at, path, status }) => ({ at, path, status })),
		maxInFlight: stats.maxInFlight,
	};
}

const setup = JSON.parse(process.argv[2]) as SandboxSetup;
const sandbox = await startSandbox({
	host: '127.0.0.1',
	latencyMs: setup.latencyMs,
	companies: setup.companies,
});
fill(sandbox, setup);

const commands: Commands = {
	describe: () => ({
		url: sandbox.url,
		apiKey: sandbox.apiKey,
		companyIds: [...sandbox.state.companies.values()]
			.filter(({ name }) => name.startsWith('Company '))
			.map(({ id }) => id),
	}),
	traffic: () => trafficOf(sandbox),
	clear() {
		sandbox.requests.length = 0;
		sandbox.stats.maxInFlight = 0;
	},
	limit: (limit) => sandbox.setRateLimit(limit),
	sync(companyId) {
		const company = sandbox.state.companies.get(companyId);
		if (company) putSync(company, { code: 2000 }, sandbox.clock);
	},
};

process.on('message', ({ id, name, input }: { id: number; name: keyof Commands; input: never }) => {
	process.send?.({ id, output: commands[name](input) });
});
process.on('disconnect', () => process.exit());
