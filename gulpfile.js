const { mkdir, rm, writeFile } = require('node:fs/promises');
const { dirname, relative } = require('node:path');
const { build } = require('esbuild');
const { dest, series, src } = require('gulp');
const { n8n } = require('./package.json');

const BUNDLE = 'dist/codat.js';
const entries = [...n8n.credentials, ...n8n.nodes];

const clean = () => rm('dist', { recursive: true, force: true });

// One file holds all the code: to read a hundred small ones takes n8n twice as long to load. What
// the nodes share in memory, such as the waits for Codat's rate limit, stays shared.
async function bundle() {
	const modules = entries.map((entry) => entry.replace(/^dist(.*)\.js$/, '.$1'));
	await build({
		stdin: {
			contents: modules.map((module) => `export * from '${module}';`).join('\n'),
			resolveDir: __dirname,
		},
		outfile: BUNDLE,
		bundle: true,
		platform: 'node',
		target: 'es2022',
		external: ['n8n-workflow'],
		charset: 'utf8',
	});
	for (const entry of entries) {
		await mkdir(dirname(entry), { recursive: true });
		await writeFile(entry, `module.exports = require('${relative(dirname(entry), BUNDLE)}');\n`);
	}
}

const copyStatic = () =>
	src(['icons/**/*.svg', 'nodes/**/*.{json,svg}'], { base: '.', encoding: false }).pipe(
		dest('dist'),
	);

exports.default = series(clean, bundle, copyStatic);
