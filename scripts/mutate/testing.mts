import { transformSync } from '@swc/core';
import { readFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { join, relative, sep } from 'node:path';
import { projectDir } from '../n8n/paths.mts';

/**
 * Runs Jest's test files in this process, on Jest's own parts but without a context of its own for
 * each file: n8n's code is loaded once, where Jest loads it for every file anew (5 s each). The
 * project's own code is loaded anew for each file.
 */

/** A test of a file, as it ended. */
export interface Tested {
	name: string;
	errors: string[];
	ms: number;
}

export interface TestFile {
	run(options: RunOptions): Promise<Tested[]>;
}

export interface RunOptions {
	/** The only tests to run, by name. */
	only?: string[];
	/** Whether the first failure ends the run. */
	bail?: boolean;
	/** Is told the name of each test that begins. */
	onTest?: (name: string) => void;
}

type Load = (request: string, parent: NodeModule | undefined, isMain: boolean) => unknown;
const loader = Module as unknown as {
	_load: Load;
	_resolveFilename(request: string, parent: NodeModule | undefined): string;
	_extensions: Record<string, (module: NodeModule, file: string) => void>;
};

const ofJest = createRequire(createRequire(join(projectDir, 'package.json')).resolve('jest'));
const ofCore = createRequire(ofJest.resolve('@jest/core'));
const ofConfig = createRequire(ofCore.resolve('jest-config'));
const circusPath = ofConfig.resolve('jest-circus');
const ofCircus = createRequire(circusPath);
const local = createRequire(join(projectDir, 'package.json'));

const circus = ofConfig(circusPath);
const { jestExpect } = ofCircus('@jest/expect');
const { SnapshotState } = ofCircus('jest-snapshot');
const { ModuleMocker } = createRequire(ofCircus.resolve('jest-runtime'))('jest-mock');
const mocker = new ModuleMocker(globalThis);

/** What stands in for a source file: its text, or undefined for the file's own. */
let substitute: (file: string) => string | undefined = () => undefined;
const compiled = new Map<string, string>();

function compile(file: string): string {
	const other = substitute(file);
	const known = other === undefined ? compiled.get(file) : undefined;
	if (known !== undefined) return known;
	const { code } = transformSync(other ?? readFileSync(file, 'utf8'), {
		filename: file,
		swcrc: false,
		sourceMaps: false,
		module: { type: 'commonjs' },
		jsc: {
			target: 'es2022',
			parser: { syntax: 'typescript', decorators: true },
			// Puts jest.mock before the imports, as @swc/jest has it done.
			transform: { hidden: { jest: true } } as object,
		},
	});
	if (other === undefined) compiled.set(file, code);
	return code;
}

loader._extensions['.ts'] = (module, file) =>
	(module as NodeModule & { _compile(code: string, file: string): void })._compile(
		compile(file),
		file,
	);
// As in Jest, `Codat.node` is Codat.node.ts rather than Codat.node.json.
for (const ending of ['.json', '.node']) {
	const read = loader._extensions[ending];
	delete loader._extensions[ending];
	loader._extensions[ending] = read;
}

/** What the test file at hand mocks, by the path of the module. */
const mocks = new Map<string, () => unknown>();
const mocked = new Map<string, unknown>();
const load = loader._load;
loader._load = (request, parent, isMain) => {
	if (mocks.size > 0 && (request.startsWith('.') || request === 'n8n-workflow')) {
		const path = loader._resolveFilename(request, parent);
		const make = mocks.get(path);
		if (make) {
			if (!mocked.has(path)) mocked.set(path, make());
			return mocked.get(path);
		}
	}
	return load(request, parent, isMain);
};

// n8n's engine is loaded once, and takes what it uses of n8n-workflow from here at each use.
const workflowPath = local.resolve('n8n-workflow');
const workflow = { ...local('n8n-workflow') };
const shared = { ...workflow };
local.cache[workflowPath]!.exports = shared;

function jestOf(file: string) {
	const from = createRequire(file);
	return {
		fn: mocker.fn.bind(mocker),
		spyOn: mocker.spyOn.bind(mocker),
		restoreAllMocks: () => mocker.restoreAllMocks(),
		setTimeout: (ms: number) => (circus.getState().testTimeout = ms),
		requireActual: (name: string) => {
			const path = from.resolve(name);
			if (path === workflowPath) return workflow;
			const make = mocks.get(path);
			mocks.delete(path);
			try {
				return from(name);
			} finally {
				if (make) mocks.set(path, make);
			}
		},
		isolateModulesAsync: async (act: () => Promise<void>) => {
			const outside = takeOwnModules();
			try {
				await act();
			} finally {
				takeOwnModules();
				Object.assign(local.cache, outside);
			}
		},
		mock: (name: string, make: () => object) => {
			const path = from.resolve(name);
			if (path === workflowPath) Object.assign(shared, make());
			else mocks.set(path, make);
		},
	};
}

const ownFolders = ['nodes', 'credentials', 'sandbox', 'test'].map((name) =>
	join(projectDir, name, sep),
);

/** Has the project's own code load anew. @returns what was loaded of it */
function takeOwnModules(): Record<string, NodeModule> {
	const taken: Record<string, NodeModule> = {};
	for (const [path, module] of Object.entries(local.cache)) {
		if (path.endsWith('.ts') && ownFolders.some((folder) => path.startsWith(folder))) {
			taken[path] = module!;
			delete local.cache[path];
		}
	}
	return taken;
}

let failure: unknown;
for (const event of ['uncaughtException', 'unhandledRejection']) {
	process.on(event, (error) => (failure ??= error));
}

let options: RunOptions = {};

interface Test {
	type: 'test';
	mode?: string;
	errors: unknown[];
}
interface Block {
	type: 'describeBlock';
	children: Array<Test | Block>;
}
interface CircusTest extends Test {
	name: string;
	parent?: { name: string; parent?: CircusTest['parent'] };
}

function nameOf(test: CircusTest): string {
	const names = [test.name];
	for (let at = test.parent; at?.parent; at = at.parent) names.unshift(at.name);
	return names.join(' ');
}

const testsOf = (block: Block): CircusTest[] =>
	block.children.flatMap((it) => (it.type === 'test' ? [it as CircusTest] : testsOf(it)));

circus.addEventHandler((event: { name: string; test: CircusTest }) => {
	const root = circus.getState().rootDescribeBlock as Block;
	if (event.name === 'run_start' && options.only) {
		const only = new Set(options.only);
		for (const test of testsOf(root)) if (!only.has(nameOf(test))) test.mode = 'skip';
	}
	if (event.name === 'test_start') {
		const name = nameOf(event.test);
		jestExpect.setState({ currentTestName: name });
		options.onTest?.(name);
	}
	if (event.name === 'test_done') {
		// What snapshots find wrong is not thrown.
		event.test.errors.push(...jestExpect.getState().suppressedErrors);
		jestExpect.setState({ suppressedErrors: [] });
	}
	if (event.name === 'test_done' && options.bail && event.test.errors.length > 0) {
		for (const test of testsOf(root)) test.mode = 'skip';
	}
});

/**
 * Runs the tests of a file.
 *
 * @param replace gives the text of a source file that is not to be read from the disk
 * @throws what loading the file throws
 */
export async function runTests(
	file: string,
	given: RunOptions,
	replace: (file: string) => string | undefined,
): Promise<Tested[]> {
	options = given;
	substitute = replace;
	failure = undefined;
	takeOwnModules();
	mocks.clear();
	mocked.clear();
	mocker.restoreAllMocks();
	Object.assign(shared, workflow);
	circus.resetState();
	circus.getState().testTimeout = 60_000;
	const { describe, test, it, beforeAll, beforeEach, afterAll, afterEach } = circus;
	Object.assign(globalThis, { describe, test, it, beforeAll, beforeEach, afterAll, afterEach });
	Object.assign(globalThis, { expect: jestExpect, jest: jestOf(file) });
	const [folder, name] = [file.slice(0, file.lastIndexOf(sep)), file.split(sep).pop()];
	const snapshotState = new SnapshotState(join(folder, '__snapshots__', `${name}.snap`), {
		updateSnapshot: 'none',
		rootDir: projectDir,
		expand: false,
		prettierPath: null,
		snapshotFormat: { escapeString: false, printBasicPrototype: false },
	});
	jestExpect.setState({ snapshotState, testPath: file, suppressedErrors: [] });
	createRequire(file)(file);
	const { testResults, unhandledErrors } = (await circus.run()) as {
		testResults: Array<{ testPath: string[]; status: string; errors: string[]; duration: number }>;
		unhandledErrors: string[];
	};
	const tested = testResults
		.filter(({ status }) => status !== 'skip' && status !== 'todo')
		.map(({ testPath, errors, duration }) => ({
			name: testPath.slice(1).join(' '),
			errors,
			ms: duration ?? 0,
		}));
	const outside = [...unhandledErrors, ...(failure === undefined ? [] : [String(failure)])];
	if (outside.length > 0) tested.push({ name: relative(projectDir, file), errors: outside, ms: 0 });
	return tested;
}
