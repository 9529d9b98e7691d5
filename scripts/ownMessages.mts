import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** What the nodes themselves say of a value or a result, as it stands in the code. */
export interface OwnMessage {
	file: string;
	/** With `…` for what is filled in. */
	message: string;
	/** What the user can do; empty where that is put together elsewhere. */
	advice: string;
}

/** What is thrown, and where its texts are. */
const THROWN = ['UserFacingError', 'NodeOperationError'];
const FILLED_IN = '…';
/** What is hardly more than what is filled in. */
const LEAST_LETTERS = 10;

/** Every message that files under nodes/ throw in words of their own. */
export function ownMessages(): OwnMessage[] {
	const files = readdirSync('nodes', { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.sort()
		.map((file) => `nodes/${file}`);
	return files.flatMap(messagesIn);
}

function messagesIn(file: string): OwnMessage[] {
	const source = ts.createSourceFile(
		file,
		readFileSync(file, 'utf8'),
		ts.ScriptTarget.Latest,
		true,
	);
	const found: OwnMessage[] = [];
	const visit = (node: ts.Node): void => {
		if (ts.isNewExpression(node) && THROWN.includes(node.expression.getText())) {
			const args = node.arguments ?? ts.factory.createNodeArray();
			const [said, options] = node.expression.getText() === THROWN[0] ? args : args.slice(1);
			for (const [index, message] of variantsOf(said).entries()) {
				if (message.replace(/[^a-z]/gi, '').length < LEAST_LETTERS) continue;
				const advices = variantsOf(descriptionIn(options));
				// Two of each belong together.
				const advice = advices[index] ?? advices[0] ?? '';
				found.push({ file, message, advice: /[a-z]{3}/i.test(advice) ? advice : '' });
			}
		}
		ts.forEachChild(node, visit);
	};
	visit(source);
	return found;
}

/** A description is an argument of ours, and a field of n8n's options. */
function descriptionIn(options: ts.Expression | undefined): ts.Expression | undefined {
	if (!options || !ts.isObjectLiteralExpression(options)) return options;
	const field = options.properties.find((each) => each.name?.getText() === 'description');
	return field && ts.isPropertyAssignment(field) ? field.initializer : undefined;
}

/** The texts that an expression may give: both of a condition. */
function variantsOf(node: ts.Expression | undefined): string[] {
	if (!node) return [];
	if (ts.isParenthesizedExpression(node)) return variantsOf(node.expression);
	if (ts.isConditionalExpression(node)) {
		return [...variantsOf(node.whenTrue), ...variantsOf(node.whenFalse)];
	}
	if (ts.isCallExpression(node)) {
		const text = node.expression.getText();
		if (text === 'naming') return variantsOf(node.arguments[0]);
		return text === 'describe' ? variantsOfLines(meant(node.arguments[0])) : [FILLED_IN];
	}
	const value = meant(node);
	return value === node ? [textOf(node)] : variantsOf(value);
}

/** The lines of a description, joined: as often as the one that differs most often. */
function variantsOfLines(node: ts.Expression): string[] {
	if (!ts.isArrayLiteralExpression(node)) return [FILLED_IN];
	const lines = node.elements
		.map((line) => (ts.isSpreadElement(line) ? linesOf(line.expression) : variantsOf(line)))
		.map((variants) => variants.filter((text) => /[a-z] [a-z]/i.test(text)))
		.filter((variants) => variants.length > 0);
	const count = Math.max(1, ...lines.map(({ length }) => length));
	return Array.from({ length: count }, (_, index) =>
		lines.map((variants) => sentence(variants[index] ?? variants[0])).join(' '),
	);
}

/** Of lines that are there under a condition, those that are whole sentences of ours. */
function linesOf(node: ts.Expression): string[] {
	if (ts.isParenthesizedExpression(node)) return linesOf(node.expression);
	if (ts.isConditionalExpression(node)) return linesOf(node.whenTrue);
	if (!ts.isArrayLiteralExpression(node)) return [];
	return node.elements.filter(ts.isStringLiteralLike).map(({ text }) => text);
}

/** What a name stands for, if it is a text or a list that the function has put together. */
function meant(node: ts.Expression): ts.Expression {
	if (!ts.isIdentifier(node)) return node;
	const { text } = node;
	let scope: ts.Node = node;
	while (!ts.isFunctionLike(scope) && !ts.isSourceFile(scope)) scope = scope.parent;
	let found: ts.Expression = node;
	const visit = (each: ts.Node): void => {
		if (ts.isVariableDeclaration(each) && each.name.getText() === text && each.initializer) {
			const { initializer } = each;
			if (ts.isArrayLiteralExpression(initializer) || isText(initializer)) found = initializer;
		}
		ts.forEachChild(each, visit);
	};
	visit(scope);
	return found;
}

const isText = (node: ts.Expression): boolean =>
	ts.isStringLiteralLike(node) ||
	ts.isTemplateExpression(node) ||
	(ts.isConditionalExpression(node) && isText(node.whenTrue) && isText(node.whenFalse));

function textOf(node: ts.Expression): string {
	if (ts.isStringLiteralLike(node)) return node.text;
	if (ts.isTemplateExpression(node)) {
		const spans = node.templateSpans.map(
			({ expression, literal }) => valueOf(expression) + literal.text,
		);
		return node.head.text + spans.join('');
	}
	return valueOf(node);
}

/** A number that the code has a name for, or the place of something else. */
function valueOf(node: ts.Expression): string {
	const [name] = /^[A-Z][A-Z_]+/.exec(node.getText()) ?? [];
	const value = name && new RegExp(`const ${name} = ([\\d_]+);`).exec(node.getSourceFile().text);
	return value ? Number(value[1].replace(/_/g, '')).toLocaleString('en') : FILLED_IN;
}

const sentence = (text: string) => (/[.?!]$/.test(text) ? text : `${text}.`);
