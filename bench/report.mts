import { cpus, totalmem } from 'node:os';
import type { Result } from './result.mts';

export interface Circumstances {
	date: Date;
	n8n: string;
	node: string;
	package: string;
	runs: number;
}

function table(header: string[], lines: string[][]): string {
	const line = (cells: string[]) => `| ${cells.map((cell) => cell || ' ').join(' | ')} |`;
	return [line(header), `|${header.map(() => '---|').join('')}`, ...lines.map(line)].join('\n');
}

/** The same table for a terminal: columns in line. */
function aligned(header: string[], lines: string[][]): string {
	const all = [header, ...lines];
	const widths = header.map((_, column) => Math.max(...all.map((cells) => cells[column].length)));
	return all
		.map((cells) =>
			cells
				.map((cell, column) => cell.padEnd(widths[column]))
				.join('   ')
				.trimEnd(),
		)
		.join('\n');
}

const verdictLines = (results: Result[]) =>
	results.flatMap(({ verdicts }) =>
		verdicts.map(({ target, measured, reached }) => [target, measured, reached ? 'yes' : '**no**']),
	);

/** A row's figures, for the console. */
export function forConsole({ title, header, lines, verdicts, remarks = [] }: Result): string {
	const reached = verdicts.map(
		({ target, measured, reached }) => `${reached ? 'reached' : 'MISSED '}  ${target}: ${measured}`,
	);
	return [`\n${title}\n`, aligned(header, lines), '', ...reached, ...remarks].join('\n');
}

/** bench/README.md */
export function forReadme(results: Result[], circumstances: Circumstances): string {
	const { date, runs } = circumstances;
	const processors = cpus();
	const sections = results.map(({ title, how, header, lines, remarks = [] }) =>
		[`## ${title}`, how, table(header, lines), ...remarks].join('\n\n'),
	);
	return `${[
		'# Figures',
		`<!-- Written by npm run bench. -->\n\`npm run bench\` measures the Codat nodes side by side with n8n's HTTP Request node, and writes this file.`,
		`Everything runs on one machine, on loopback: a real n8n with the packed package installed, and the sandbox (\`sandbox/\`) in place of Codat, in a process of its own. Workflows are published and started through a webhook, as in production; their items come in the webhook's body and through Split Out. HTTP Request has the key in a Header Auth credential. Unless it says otherwise, everything is measured ${runs} times; a figure is the median, with the lowest and the highest behind it.`,
		`${date.toISOString().slice(0, 10)} · n8n ${circumstances.n8n} · Node ${circumstances.node} · n8n-nodes-codat ${circumstances.package} · ${processors[0].model.trim()}, ${processors.length} cores, ${Math.round(totalmem() / 2 ** 30)} GB`,
		table(['to reach', 'measured', 'reached'], verdictLines(results)),
		...sections,
	].join('\n\n')}\n`;
}
