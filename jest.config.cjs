// The folder of another n8n's packages, such as `npm run test:oldest` gives, in the place of those that
// package.json names.
const { N8N_MODULES } = process.env;

module.exports = {
	moduleNameMapper: N8N_MODULES ? { '^(n8n-core|n8n-workflow)$': `${N8N_MODULES}/$1` } : {},
	testEnvironment: 'node',
	setupFiles: ['<rootDir>/test/quiet.cjs'],
	silent: true,
	testTimeout: 60_000,
	maxWorkers: '100%',
	// Each test file leaves an AsyncLocalStorage of jest's own enabled in its process (jest-circus 30 on
	// Node 20), which makes every promise of the files after it slower: processes are renewed.
	workerIdleMemoryLimit: '512MB',
	testMatch: [
		'<rootDir>/test/{unit,spec,engine,conformance}/**/*.test.ts',
		'<rootDir>/test/repository/*.test.mts',
	],
	transform: {
		'^.+\\.m?ts$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } } },
		],
	},
};
