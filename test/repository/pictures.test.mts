import { readdirSync, readFileSync, statSync } from 'node:fs';

import { madeFrom, pictures } from '../../scripts/pictures.mts';

const readme = readFileSync('README.md', 'utf8');
const shown = [...readme.matchAll(/!\[[^\]]+\]\(docs\/([^)]+)\.png\)/g)].map(([, name]) => name);
const kept = readdirSync('docs', { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.png'))
	.map((file) => file.slice(0, -'.png'.length));

test('the README shows every picture, and every example has one', () => {
	expect([...shown].sort()).toEqual([...kept].sort());
	const linked = [...readme.matchAll(/\]\(workflows\/([^)]+)\.json\)/g)].map(([, name]) => name);
	expect(linked).toHaveLength(10);
	expect(shown).toEqual(expect.arrayContaining(linked.map((name) => `examples/${name}`)));
});

test.each(kept)('%s shows what there is now, and is small', (name) => {
	// If this fails: UPDATE_DOCS=1 npm run test:app makes it anew. Then look at it.
	expect(pictures()[name]).toBe(madeFrom(name));
	expect(statSync(`docs/${name}.png`).size).toBeLessThan(120_000);
});
