import { readFileSync } from 'node:fs';

import { reasonsAgainst, type Manifest } from '../../scripts/release/reasons.mts';

const read = (file: string) => readFileSync(file, 'utf8');
const changelog = '# Changelog\n\n## 1.2.0\n\nMore.\n\n## 1.1.0\n\nSome.\n';
const manifest: Manifest = {
	name: 'n8n-nodes-codat',
	version: '1.2.0',
	author: { name: 'Ada Lovelace', email: 'ada@lovelace.dev' },
	homepage: 'https://github.com/ada/n8n-nodes-codat#readme',
	repository: { url: 'git+https://github.com/ada/n8n-nodes-codat.git' },
};

test('what is filled in may be released', () => {
	expect(reasonsAgainst(manifest, changelog)).toEqual([]);
	expect(reasonsAgainst(manifest, changelog, { tag: 'v1.2.0' })).toEqual([]);
	expect(
		reasonsAgainst({ ...manifest, version: '1.1.0' }, changelog, { version: '1.2.0' }),
	).toEqual([]);
});

test.each<[string, Partial<Manifest>, RegExp]>([
	['no author', { author: undefined }, /author\.name/],
	[
		'an author without a name',
		{ author: { name: ' ', email: 'ada@lovelace.dev' } },
		/author\.name/,
	],
	[
		'the first author',
		{ author: { name: 'n8n-nodes-codat contributors', email: 'ada@lovelace.dev' } },
		/author\.name/,
	],
	[
		'n8n’s placeholder',
		{ author: { name: '<Your Name>', email: 'ada@lovelace.dev' } },
		/author\.name/,
	],
	[
		'an address that nobody reads',
		{ author: { name: 'Ada', email: 'n8n-nodes-codat@users.noreply.github.com' } },
		/author\.email/,
	],
	[
		'an address of an example',
		{ author: { name: 'Ada', email: 'ada@example.com' } },
		/author\.email/,
	],
	['no repository', { repository: undefined }, /repository\.url/],
	[
		'the first repository',
		{ repository: { url: 'git+https://github.com/n8n-nodes-codat/n8n-nodes-codat.git' } },
		/repository\.url/,
	],
	[
		'a repository elsewhere',
		{ repository: { url: 'git+https://gitlab.com/ada/n8n-nodes-codat.git' } },
		/repository\.url/,
	],
	['a home elsewhere', { homepage: 'https://github.com/bob/n8n-nodes-codat#readme' }, /homepage/],
	['a version without a word', { version: '1.3.0' }, /'## 1\.3\.0'/],
])('%s is refused', (_, change, reason) => {
	expect(reasonsAgainst({ ...manifest, ...change }, changelog).join('\n')).toMatch(reason);
});

test('a tag of another version is refused', () => {
	expect(reasonsAgainst(manifest, changelog, { tag: 'v1.1.0' })).toHaveLength(1);
});

test('until someone fills in who publishes, this package is refused', () => {
	const own = JSON.parse(read('package.json')) as Manifest;
	const reasons = reasonsAgainst(own, read('CHANGELOG.md'));
	expect(reasons).toEqual(
		own.author?.name?.startsWith('n8n-nodes-codat')
			? [/author\.name/, /author\.email/, /repository\.url/].map((text) =>
					expect.stringMatching(text),
				)
			: [],
	);
});

test('author and repository stand in package.json, and nowhere else in what is packed', () => {
	const { repository } = JSON.parse(read('package.json')) as Manifest;
	const [, own] = /github\.com\/(.+)\.git$/.exec(repository!.url!)!;
	for (const file of [
		'README.md',
		'nodes/Codat/Codat.node.json',
		'nodes/Codat/CodatTrigger.node.json',
	]) {
		expect(read(file)).not.toContain(`github.com/${own}`);
	}
});

test('npm’s guard against publishing from someone’s machine is on', () => {
	const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
	expect(scripts.prepublishOnly).toBe('n8n-node prerelease');
	expect(read('.npmrc')).not.toMatch(/ignore-scripts/);
});
