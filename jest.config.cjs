module.exports = {
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/{unit,engine,conformance}/**/*.test.ts'],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript', decorators: true } } },
		],
	},
};
