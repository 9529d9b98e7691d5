import { readFileSync } from 'node:fs';

/** What n8n 2.41 paints below a node's icon (its editor's neutral white and neutral 850). */
const NODE = { light: '#ffffff', dark: '#2b2b2b' };
/** WCAG 2.2, 1.4.11: graphics that one has to tell apart. */
const ENOUGH = 3;

const colorsIn = (svg: string, attribute: string) =>
	[...svg.matchAll(new RegExp(`${attribute}="(#[0-9a-f]+)"`, 'g'))].map(([, color]) => color);

/** As WCAG defines it: 0 is black, 1 white. */
function luminance(color: string): number {
	const digits = color.slice(1);
	const long = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
	const [red, green, blue] = [0, 2, 4].map((at) => {
		const part = parseInt(long.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
	const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
	return (light + 0.05) / (dark + 0.05);
}

test('contrast is computed as WCAG does', () => {
	expect(contrast('#fff', '#000000')).toBeCloseTo(21);
	expect(contrast('#777777', '#fff')).toBeCloseTo(4.48, 2);
});

test.each([
	['light', 'icons/codat.svg'],
	['dark', 'icons/codat.dark.svg'],
] as const)('on %s, %s can be seen', (theme, file) => {
	const svg = readFileSync(file, 'utf8');
	const [tile, ...others] = colorsIn(svg, 'fill');
	expect(others).toEqual([]);
	expect(contrast(tile, NODE[theme])).toBeGreaterThanOrEqual(ENOUGH);
	const strokes = colorsIn(svg, 'stroke');
	expect(strokes.length).toBeGreaterThan(1);
	for (const stroke of strokes) {
		expect(contrast(stroke, tile)).toBeGreaterThanOrEqual(ENOUGH);
	}
});
