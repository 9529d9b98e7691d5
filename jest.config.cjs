// The folder of another n8n's packages, such as `npm run test:oldest` gives, in the place of those that
// package.json names.
const { N8N_MODULES } = process.env;

/**
 * What each module is handed as a parameter: a look-up in the global of jest's sandbox takes far
 * longer, and n8n makes sixty for each expression. Not `Date` and `Intl`, which fake timers
 * replace, nor `SyntaxError`, which a module of n8n's declares anew; an old n8n may declare others.
 */
const HANDED = `
	Object Array String Number Boolean Symbol BigInt Math JSON RegExp Map Set WeakMap WeakSet
	Promise Proxy Reflect Infinity isFinite isNaN parseInt parseFloat
	encodeURI encodeURIComponent decodeURI decodeURIComponent
	Error AggregateError EvalError RangeError ReferenceError TypeError URIError
	ArrayBuffer SharedArrayBuffer DataView Atomics Uint8Array Uint8ClampedArray Uint16Array Uint32Array
	Int8Array Int16Array Int32Array Float32Array Float64Array BigInt64Array BigUint64Array
`;

module.exports = {
	moduleNameMapper: N8N_MODULES ? { '^(n8n-core|n8n-workflow)$': `${N8N_MODULES}/$1` } : {},
	sandboxInjectedGlobals: N8N_MODULES ? [] : HANDED.trim().split(/\s+/),
	testEnvironment: 'node',
	setupFiles: ['<rootDir>/test/quiet.cjs'],
	silent: true,
	testTimeout: 60_000,
	maxWorkers: '100%',
	// A process that has run many files gets slower, and one that is renewed loads jest again.
	workerIdleMemoryLimit: '1GB',
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
