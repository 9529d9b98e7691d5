import { readFileSync } from 'node:fs';

const rows = readFileSync('docs/video.md', 'utf8')
	.split('\n')
	.filter((line) => /^\| *\d/.test(line))
	.map((line) =>
		line
			.split('|')
			.slice(1, -1)
			.map((cell) => cell.trim()),
	);

test('every scene of the video is what an app test does', () => {
	const named = rows.flatMap(([time, , , tests]) =>
		[...tests.matchAll(/`(\w+\.app\.mts)`: ([^`]+?)(?=; `|$)/g)].flatMap(([, file, names]) =>
			names.split('; ').map((name) => ({ time, file, name })),
		),
	);
	expect(new Set(named.map(({ time }) => time)).size).toBe(rows.length);
	const missing = named.filter(
		({ file, name }) => !readFileSync(`test/app/${file}`, 'utf8').includes(`name: '${name}'`),
	);
	expect(missing).toEqual([]);
});

test('it is one take of at most five minutes', () => {
	const seconds = (time: string) =>
		time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
	const times = rows.map(([time]) => time.split('–').map(seconds));
	expect(times.length).toBeGreaterThan(5);
	expect(times[0][0]).toBe(0);
	for (const [index, [from, to]] of times.entries()) {
		expect(to).toBeGreaterThan(from);
		if (index > 0) expect(from).toBe(times[index - 1][1]);
	}
	expect(times.at(-1)![1]).toBeLessThanOrEqual(300);
});
