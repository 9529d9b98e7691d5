const { rm } = require('node:fs/promises');
const { dest, series, src } = require('gulp');

const clean = () => rm('dist', { recursive: true, force: true });

// tsc emits only code: icons, codex files and output schemas are copied beside it.
const copyStatic = () =>
	src(['icons/**/*.svg', 'nodes/**/*.{json,svg}'], { base: '.', encoding: false }).pipe(dest('dist'));

exports.clean = clean;
exports.static = copyStatic;
exports.default = series(clean, copyStatic);
