import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

interface Packed {
	size: number;
	files: Array<{ path: string }>;
}

test('the package is what it should be: code and words, small, and nothing of others', () => {
	const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
	const shell = process.platform === 'win32';
	const [{ size, files }] = JSON.parse(
		execFileSync('npm', args, { encoding: 'utf8', shell, stdio: ['ignore', 'pipe', 'ignore'] }),
	) as Packed[];
	const paths = files.map(({ path }) => path);
	expect(
		paths.filter((path) => !/^(dist\/.+|README\.md|LICENSE|package\.json)$/.test(path)),
	).toEqual([]);
	const { n8n, ...manifest } = JSON.parse(readFileSync('package.json', 'utf8')) as {
		n8n: Record<'credentials' | 'nodes', string[]>;
		[field: string]: unknown;
	};
	expect(paths).toEqual(expect.arrayContaining([...n8n.credentials, ...n8n.nodes]));
	expect(size).toBeLessThan(300_000);
	// With none of these there is nothing that npm audit could warn of.
	for (const field of ['dependencies', 'optionalDependencies', 'bundleDependencies']) {
		expect(manifest[field]).toBeUndefined();
	}
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
});
