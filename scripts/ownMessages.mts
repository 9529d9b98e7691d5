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
		if (text !== 'describe' || !ts.isArrayLiteralExpression(node.arguments[0])) return [FILLED_IN];
		const parts = node.arguments[0].elements.map((element) => variantsOf(element)[0]);
		return [
			parts
				.filter((part) => part !== FILLED_IN)
				.map(sentence)
				.join(' '),
		];
	}
	return [textOf(node)];
}

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
