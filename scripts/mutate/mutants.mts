import ts from 'typescript';

/** One small mistake that could be made in a source file. */
export interface Mutant {
	/** `file:line:column kind`, stable as long as the file is. */
	id: string;
	file: string;
	/** What is replaced, as offsets in the source. */
	from: number;
	to: number;
	/** What stands there instead. */
	text: string;
	/** Where a call that notes that the code ran can be put in, and whether as an expression. */
	ran: { from: number; to: number; as: 'expression' | 'statement' | 'branch' };
}

const OPERATORS: Record<string, string> = {
	'===': '!==',
	'!==': '===',
	'<': '<=',
	'<=': '<',
	'>': '>=',
	'>=': '>',
	'+': '-',
	'-': '+',
	'*': '/',
	'/': '*',
	'&&': '||',
	'||': '&&',
	'??': '&&',
	'+=': '-=',
	'-=': '+=',
};

const METHODS: Record<string, string> = {
	some: 'every',
	every: 'some',
	min: 'max',
	max: 'min',
	startsWith: 'endsWith',
	endsWith: 'startsWith',
};

/** Calls that change what they are called on, and may be left out. */
const STEPS = new Set([
	'filter',
	'trim',
	'sort',
	'reverse',
	'slice',
	'toLowerCase',
	'flat',
	'catch',
]);

/** Parts of a description that are prose: another wording breaks nothing. */
const PROSE = new Set([
	'displayName',
	'description',
	'placeholder',
	'hint',
	'action',
	'message',
	'eventTriggerDescription',
	'activationMessage',
	'header',
	'executionsHelp',
	'inactive',
	'active',
	'icon',
	'documentationUrl',
	'subtitle',
	'multipleValueButtonText',
	'cachedResultName',
]);

const inList = ({ parent }: ts.Node) =>
	ts.isBlock(parent) || ts.isSourceFile(parent) || ts.isCaseOrDefaultClause(parent);

const isProse = (text: string) => /\s/.test(text.trim()) || /^[A-Z][a-z’]+$/.test(text);

/**
 * Every mutant of a file: operators, conditions, values, left out statements, properties and calls.
 * Wording is left alone, and so is whatever has types only.
 */
export function mutantsOf(file: string, source: string): Mutant[] {
	const root = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true);
	const mutants: Mutant[] = [];

	function add(node: ts.Node, kind: string, text: string, ran: ts.Node, part: ts.Node = node) {
		const { line, character } = root.getLineAndCharacterOfPosition(part.getStart());
		mutants.push({
			id: `${file}:${line + 1}:${character + 1} ${kind}`,
			file,
			from: part.getStart(),
			to: part.getEnd(),
			text,
			ran: {
				from: ran.getStart(),
				to: ran.getEnd(),
				as: !ts.isStatement(ran) ? 'expression' : inList(ran) ? 'statement' : 'branch',
			},
		});
	}

	/** The statement around a part that can't be wrapped itself. */
	function around(node: ts.Node): ts.Node {
		let at = node.parent;
		while (!ts.isStatement(at)) at = at.parent;
		return at;
	}

	function visitCondition(node: ts.Expression) {
		add(node, 'always true', 'true', node);
		add(node, 'always false', 'false', node);
	}

	function visit(node: ts.Node): void {
		if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node)) return;
		if (ts.isTypeAliasDeclaration(node) || ts.isImportDeclaration(node)) return;
		if (ts.isExportDeclaration(node)) return;
		if (ts.isPropertyAssignment(node) && PROSE.has(node.name.getText())) return;

		if (ts.isBinaryExpression(node)) {
			const written = node.operatorToken.getText();
			const other = OPERATORS[written];
			if (other) add(node, `${written} → ${other}`, other, node, node.operatorToken);
		} else if (ts.isPrefixUnaryExpression(node)) {
			if (node.operator === ts.SyntaxKind.ExclamationToken) {
				add(node, 'not left out', `(${node.operand.getText()})`, node);
			}
		} else if (ts.isIfStatement(node)) visitCondition(node.expression);
		else if (ts.isConditionalExpression(node)) visitCondition(node.condition);
		else if (node.kind === ts.SyntaxKind.TrueKeyword) add(node, 'true → false', 'false', node);
		else if (node.kind === ts.SyntaxKind.FalseKeyword) add(node, 'false → true', 'true', node);
		else if (ts.isNumericLiteral(node) && !ts.isPropertyAssignment(node.parent.parent)) {
			if (!ts.isPropertyName(node) || ts.isExpression(node)) {
				add(node, 'number + 1', `(${node.getText()} + 1)`, node);
			}
		} else if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
			const isName = ts.isPropertyAssignment(node.parent) && node.parent.name === node;
			if (!isName && !isProse(node.text)) {
				add(node, `text '${node.text}'`, node.text === '' ? `'other'` : `''`, node);
			}
		} else if (ts.isRegularExpressionLiteral(node)) {
			const text = node.getText();
			if (text.startsWith('/^')) add(node, 'begin ^ left out', `/${text.slice(2)}`, node);
			if (/[^\\]\$\/[a-z]*$/.test(text)) {
				add(node, 'end $ left out', text.replace(/\$(\/[a-z]*)$/, '$1'), node);
			}
		} else if (ts.isExpressionStatement(node)) {
			if (!ts.isStringLiteral(node.expression)) add(node, 'statement left out', ';', node);
		} else if (ts.isReturnStatement(node) && node.expression) {
			const { expression } = node;
			if (expression.getText() !== 'undefined')
				add(expression, 'returns undefined', 'undefined', expression);
		} else if (ts.isThrowStatement(node)) add(node, 'throw left out', ';', node);
		else if (ts.isContinueStatement(node)) add(node, 'continue left out', ';', node);
		else if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) {
			add(node.body, 'returns undefined', 'undefined', node.body);
		} else if (ts.isArrayLiteralExpression(node)) {
			if (node.elements.length > 0) add(node, 'list emptied', '[]', node);
		} else if (
			(ts.isPropertyAssignment(node) ||
				ts.isShorthandPropertyAssignment(node) ||
				ts.isSpreadAssignment(node)) &&
			ts.isObjectLiteralExpression(node.parent)
		) {
			if (node.getEnd() < node.parent.getEnd())
				add(node, 'property left out', '...{}', node.parent);
		} else if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
			const { name, expression } = node.expression;
			const other = METHODS[name.text];
			if (other) add(node, `${name.text} → ${other}`, other, node, name);
			if (STEPS.has(name.text)) add(node, `${name.text} left out`, expression.getText(), node);
		} else if (ts.isPropertyAccessExpression(node) && node.questionDotToken) {
			add(node, '?. → .', '.', around(node), node.questionDotToken);
		}
		ts.forEachChild(node, visit);
	}

	visit(root);
	return mutants;
}

/** The source with a mutant put in. */
export const withMutant = (source: string, { from, to, text }: Mutant) =>
	source.slice(0, from) + text + source.slice(to);

/** The source with a call of `__ran` at each mutant's place. */
export function withNotes(source: string, mutants: Mutant[]): string {
	const parts = mutants.flatMap(({ id, ran }) => {
		const call = `globalThis.__ran(${JSON.stringify(id)})`;
		if (ran.as === 'statement')
			return [{ at: ran.from, size: ran.from - ran.to, text: `${call};` }];
		const [open, close] = ran.as === 'branch' ? [`{ ${call}; `, '}'] : [`(${call}, `, ')'];
		return [
			{ at: ran.from, size: ran.from - ran.to, text: open },
			{ at: ran.to, size: ran.to - ran.from, text: close },
		];
	});
	// At one place, what ends comes before what begins; the larger begins first and ends last.
	const order = (part: (typeof parts)[number]) => (part.text.length === 1 ? 0 : 1);
	parts.sort((a, b) => a.at - b.at || order(a) - order(b) || a.size - b.size);
	let at = 0;
	let text = '';
	for (const part of parts) {
		text += source.slice(at, part.at) + part.text;
		at = part.at;
	}
	return text + source.slice(at);
}

/** So many of the mutants, drawn by chance that is the same for the same file and mutants. */
export function sampleOf(mutants: Mutant[], size: number, seed: number): Mutant[] {
	let state = seed;
	for (const letter of mutants[0]?.file ?? '') {
		state = (Math.imul(state, 31) + letter.charCodeAt(0)) | 0;
	}
	const random = () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return (mixed ^ (mixed >>> 14)) >>> 0;
	};
	return mutants
		.map((mutant) => ({ mutant, key: random() }))
		.sort((a, b) => a.key - b.key)
		.slice(0, size)
		.map(({ mutant }) => mutant);
}
