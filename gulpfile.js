const { spawn } = require('node:child_process');
const { mkdir, rm, writeFile } = require('node:fs/promises');
const { dirname, relative } = require('node:path');
const esbuild = require('esbuild');
const { dest, parallel, series, src, watch } = require('gulp');
const { n8n } = require('./package.json');

const BUNDLE = 'dist/codat.js';
const entries = [...n8n.credentials, ...n8n.nodes];

const clean = () => rm('dist', { recursive: true, force: true });

// One file holds all the code: to read a hundred small ones takes n8n twice as long to load. What
// the nodes share in memory, such as the waits for Codat's rate limit, stays shared. It is ASCII, which
// V8 reads faster: esbuild escapes all but regular expressions, where the sources write \u themselves.
async function bundle() {
	const modules = entries.map((entry) => entry.replace(/^dist(.*)\.js$/, '.$1'));
	await esbuild.build({
		stdin: {
			contents: modules.map((module) => `export * from '${module}';`).join('\n'),
			resolveDir: __dirname,
		},
		outfile: BUNDLE,
		bundle: true,
		platform: 'node',
		target: 'es2022',
		external: ['n8n-workflow'],
	});
	for (const entry of entries) {
		await mkdir(dirname(entry), { recursive: true });
		await writeFile(entry, `module.exports = require('${relative(dirname(entry), BUNDLE)}');\n`);
	}
}

const STATIC = ['icons/**/*.svg', 'nodes/**/*.{json,svg}'];
const copyStatic = () => src(STATIC, { base: '.', encoding: false }).pipe(dest('dist'));

const build = series(clean, bundle, copyStatic);

// A build that fails is said, and the next change builds again.
function watchSources() {
	watch('{credentials,nodes}/**/*.ts', bundle);
	watch(STATIC, copyStatic);
}

// n8n as n8n's own tool runs it: it loads the nodes anew when what is built changes.
const runN8n = () =>
	spawn('n8n-node dev', { stdio: 'inherit', shell: true }).on('close', (code) =>
		process.exit(code),
	);

/** A task that runs a script of package.json. */
const script = (name) => {
	const task = (done) =>
		spawn(`npm run --silent ${name}`, { stdio: 'inherit', shell: true }).on('close', (code) =>
			done(code === 0 ? undefined : new Error(`npm run ${name} failed`)),
		);
	return Object.assign(task, { displayName: name });
};

exports.default = build;
exports.check = parallel(
	...['typecheck', 'lint', 'scan', 'format:check', 'readme:check'].map(script),
);
exports.watch = series(build, watchSources);
exports.dev = series(build, parallel(watchSources, runN8n));
