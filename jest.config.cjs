module.exports = {
	testEnvironment: 'node',
	// n8n's engine prints every error that a node throws.
	silent: true,
	testTimeout: 60_000,
	testMatch: ['<rootDir>/test/{unit,engine,conformance}/**/*.test.ts'],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } } },
		],
	},
};
