module.exports = {
	testEnvironment: 'node',
	setupFiles: ['<rootDir>/test/quiet.cjs'],
	silent: true,
	testTimeout: 60_000,
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
