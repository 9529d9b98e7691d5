import fc from 'fast-check';
import type { INode, INodeProperties, INodePropertyCollection } from 'n8n-workflow';

import { Codat } from '../../nodes/Codat/Codat.node';
import { resources } from '../../nodes/Codat/actions';
import { codatError } from '../../nodes/Codat/transport/errors';
import { absenceIn } from '../../nodes/Codat/transport/notFound';
import { KINDS, kindOf, type Kind } from '../../nodes/Codat/transport/refusals';
import { naming } from '../../nodes/Codat/transport/words';

const GUID = '846ed55c-974b-4392-a1f1-87b6fdbf3c5e';

/**
 * What Codat's specs and docs show, with words that its answers have in common, and the part of the
 * hint that helps.
 */
const SAID: Array<[status: number | 'sync', said: string, hint: string]> = [
	[404, `No syncs for company ${GUID} were found.`, 'Sync > Start begins'],
	[404, 'No data available for accounts for ID e5889b459f54', 'Read Data > Refresh Data Type'],
	[404, `No company was found with ID ${GUID}`, "Choose 'Company' again"],
	[404, `Company ${GUID} not found`, "Choose 'Company' again"],
	['sync', `No company was found with ID ${GUID}.`, "Choose 'Company' again"],
	[404, `Data connection ${GUID} not found`, "Choose 'Connection' again"],
	[404, `InvoicePdfNotFoundException: Invoice not found for company ${GUID}`, 'no PDF'],
	[404, "Datatype 'bills' not supported by platform(s) Shopify", "another 'Data Type'"],
	[400, `Datatype 'bankAccounts' not supported by platform ${GUID}`, "another 'Data Type'"],
	[404, `Data type bills is not supported by Shopify.`, "another 'Data Type'"],
	[404, `Company ${GUID} has no Accounting data connection.`, 'Connection > Create'],
	[404, 'Sync for Commerce is not configured for this client', 'Settings > Products'],
	[404, 'Custom data type holidays is not configured.', 'Custom Data > Configure'],
	[404, `Push operation ${GUID} not found`, 'Push Data > Get Many Operations'],
	[404, `Dataset ${GUID} not found`, 'Read Data > Get Many Pull Operations'],
	[404, `Attachment ${GUID} not found`, 'Read Data > Get Many Attachments'],
	[404, `Sync ${GUID} not found`, 'Sync > Get Many'],
	[404, `Transaction ${GUID} not found`, 'Expense > Get Many Transaction Statuses'],
	[404, `No webhook consumer was found with ID ${GUID}`, 'Webhook > Get Many'],
	[404, `No report was found with ID ${GUID}`, 'Report > Get Many'],
	[404, `Report ${GUID} not found`, 'Report > Generate'],
	[404, 'No upload configuration was found.', 'Bank Statement > Set Upload Configuration'],
	[404, 'No files were found.', 'File > Get Many'],
	[451, "Platform 'qudb' is not currently available for compliance purposes.", 'Integration > Get'],
	[404, 'No integration was found with key zzzz', 'Integration > Get Many'],
	[400, 'No integration was found with key zzzz', 'Integration > Get Many'],
	[400, 'Integration gbol is not enabled', 'Settings > Integrations'],
	[400, 'Company does not have a linked accounting data connection.', 'Connection > Create'],
	['sync', 'Company needs to have two valid data connections.', 'one to commerce'],
	[400, `Data connection ${GUID} is not linked.`, 'authorize it again'],
	[400, 'Only Linked data connections can be unlinked', 'nothing to unlink'],
	[400, 'Error parsing query - Malformed query.', "'Filters' in place of 'Query'"],
	[
		400,
		'Error parsing query - Could not resolve property isCompleted on Dataset',
		"Take it out of 'Filters'",
	],
	[400, "Bank Feeds doesn't support data refreshing.", 'Read Data > Refresh All'],
	[400, 'Data cannot be refreshed while a read operation is in progress.', 'when it has ended'],
	[409, `DatasetAlreadyInProgressException: Cannot queue bills sync`, 'when it has ended'],
	[409, 'The data set has not been requested.', 'Read Data > Refresh Data Type'],
	[409, 'Maximum number of API keys reached.', 'Developers > API keys'],
	[409, 'A request is in progress with the same idempotency key.', 'Wait a minute'],
	[400, 'Max string length (50) for `name` reached.', 'Shorten'],
	[400, 'Push object DataConnectionArgs must be provided', 'Fill in'],
	[400, '`Issue Date` must not be empty.', 'Fill in'],
	[400, '`Reference Length` must be less than or equal to `255`.', 'Shorten'],
	[400, '`Tax Rate Ref` was not found in NetSuite.', 'Read Data > Get Many Records'],
	[400, 'The Supplier with Id `7` was not found.', 'Read Data > Get Many Records'],
	[400, '`Currency` is not supported for supplier.', 'a currency'],
	[400, 'No currency exists for code `currency`.', 'a currency'],
	[400, 'Reference has already been used for this supplier', 'has it already'],
	[400, 'This bill has been paid and can no longer be updated.', 'can only be changed'],
	[400, 'Transfer In/Out transaction type is no longer supported.', 'Expense > Create Transfer'],
	// Codat's own text goes on to name the endpoint for transfers.
	[
		400,
		"Adjustment In/Out transaction type is no longer supported. Please use the 'Create transfer transactions' endpoint.",
		'Expense > Create Adjustment',
	],
	[422, 'Expense transaction updates are not supported for platforms other than Xero.', 'there'],
	['sync', 'Date overlaps with a previous sync date range.', 'Choose days'],
	['sync', 'No sales customer has been configured.', 'Sync Configuration > Update'],
	['sync', 'Selected customer not present in customer options.', 'Sync Configuration > Update'],
	['sync', 'Selected Account is not a valid option.', 'Sync Configuration > Update'],
	['sync', 'No grouping period selected.', 'Sync Configuration > Update'],
	['sync', 'Invalid invoice level grouping selected.', 'Sync Configuration > Update'],
	['sync', 'Payments config invalid. A should not match B.', 'Sync Configuration > Update'],
	['sync', 'Config contains required accounts without selections.', 'Sync Configuration > Update'],
	['sync', 'No Sales Account Present.', 'Sync Configuration > Update'],
	['sync', 'No schedule selected frequency.', 'Sync Configuration > Update'],
	['sync', 'Tax rate is missing selected tax rate id.', 'Sync Configuration > Update'],
	['sync', 'Customer is not in an Active state.', 'Sync Configuration > Update'],
	['sync', 'Supplier does not exist.', 'Sync Configuration > Update'],
	['sync', 'The following account(s) were not found (Payment account - Account Id)', 'Update'],
	[402, 'You have exceeded the 50-company limit that applies to a Free plan.', 'Company > Delete'],
	[402, 'CompanyValidationException: Company limit exceeded', 'Company > Delete'],
	[
		402,
		'SyncSettingsValidationException: Sync schedule not allowed',
		"Set 'Refresh Every (Hours)' to 24",
	],
	[402, 'Payment Required', '365 days'],
	[
		403,
		'You are using an outdated API key or a key not associated with that resource.',
		'Developers > API keys',
	],
	[403, 'You are not authorised to use this endpoint.', 'Settings > Products'],
];

test.each(SAID)('%s "%s" gets the hint that helps', (status, said, hint) => {
	expect(kindOf(status, [said])?.hint).toContain(hint);
});

test('every kind of the table is that of one of these texts', () => {
	const met = new Set(SAID.map(([status, said]) => kindOf(status, [said])));
	// A downstream endpoint that can't be accessed is in the docs without words of its own.
	const unmet = KINDS.filter((kind) => !met.has(kind) && !/downstream/.test(kind.words.source));
	expect(unmet.map(({ words }) => words.source)).toEqual([]);
});

const node = { id: '1', name: 'Codat', type: 'codat', parameters: {} } as unknown as INode;
const request = { method: 'GET', path: `/companies/${GUID}/data/invoices` } as const;

function told(status: number, body: unknown, companyName?: string) {
	const outcome = { kind: 'answer', status, headers: {}, body } as const;
	return codatError(node, request, outcome, (text) => text, 2, companyName);
}

test('Codat’s text, its validation and its correlation ID stay beside the hint', () => {
	const error = told(402, {
		error: 'Payment Required',
		correlationId: 'c0ffee',
		validation: { errors: [{ message: 'Account expired. Learn more' }] },
	});
	expect(error.message).toBe('Payment Required');
	expect(error.description).toMatch(/365 days/);
	expect(error.description).toMatch(/• Account expired\. Learn more\.\n.*c0ffee\./);
});

test('what the validation says counts where the error says nothing', () => {
	const validation = { errors: [null, 7, { message: '`Supplier Ref` was not found in Xero.' }] };
	const { description } = told(400, { error: 'Bad Request', validation }, 'Harbour Lane Bakery');
	expect(description).toMatch(/^The software of Harbour Lane Bakery has no such record/);
});

test('the company is named where its name is known', () => {
	const body = { error: `No syncs for company ${GUID} were found.`, correlationId: 'c' };
	expect(told(404, body, 'Harbour Lane Bakery').description).toMatch(
		/^Harbour Lane Bakery has never synced/,
	);
	expect(told(404, body).description).toMatch(/^This company has never synced/);
	expect(told(404, body, ' ').description).toMatch(/^This company/);
});

test('a name of a company changes nothing but itself', () => {
	const hostile = '{company} $& $1 <b>\n{Company}';
	expect(naming('{Company} lacks it. Ask {company}.', hostile)).toBe(
		'{company} $& $1 <b> {Company} lacks it. Ask {company} $& $1 <b> {Company}.',
	);
	expect(naming('{company}', 'x'.repeat(1000))).toHaveLength(80);
	const { description } = told(409, { error: 'The data set has not been requested.' }, hostile);
	expect(description).toContain('‹b›');
	expect(description).not.toContain('<b>');
});

test.each([
	['no words', {}, /Look first at values that expressions give/],
	['words that say nothing', { error: 'Error processing request - not valid.' }, /Look first/],
	[
		'a validation of unknown words',
		{ error: 'Bad Request', validation: { errors: [{ message: 'dueDate is before issueDate' }] } },
		/Correct what Codat names here.*\n• dueDate is before issueDate/,
	],
])('a 400 with %s has a hint too', (_, body, hint) => {
	expect(told(400, body).description).toMatch(hint);
});

test.each([402, 403, 404, 409, 422])('a %s of unknown words has a hint too', (status) => {
	const { message, description } = told(status, { error: 'Never heard of', correlationId: 'c' });
	expect(message).toBe('Never heard of');
	expect(description).toMatch(/^[A-Z].{20,}\n?.*correlation ID.*: c\.$/s);
	expect(description).not.toMatch(/\{company\}/i);
});

test('a 404 of another server gets no hint of Codat’s, whatever its words', () => {
	for (const error of ['No attachment here', 'push operation', 'webhook not found']) {
		const answer = { kind: 'answer', status: 404, headers: {}, body: { error } } as const;
		expect(absenceIn(answer)).toBe('codat');
		expect(told(404, { error }).description).toMatch(/Base URL/);
	}
});

describe('the hints', () => {
	/** Where the Codat portal has it. */
	const PORTAL = ['Settings > Products', 'Settings > Integrations', 'Developers > API keys'];
	const operations = Object.values(resources).flatMap(({ name, operations: all }) =>
		Object.values(all).map((operation) => `${name} > ${operation.name}`),
	);
	const labels = new Set(labelsOf(new Codat().description.properties));

	test.each(KINDS.map((kind): [string, Kind] => [kind.words.source, kind]))(
		'%s names what the editor has',
		(_, { hint }) => {
			const paths = hint.match(/[A-Z]\w*(?: [A-Z]\w*)* > [A-Z]\w*(?: (?:[A-Z]\w*|keys))*/g) ?? [];
			for (const path of paths) expect([...PORTAL, ...operations]).toContain(path);
			for (const [, label] of hint.matchAll(/'([A-Z][^']*)'/g)) expect(labels).toContain(label);
			expect(hint.split(' > ')).toHaveLength(paths.length + 1);
			expect(hint).toMatch(/^[A-Z{].*\.$/);
		},
	);

	function labelsOf(parts: Array<INodeProperties | INodePropertyCollection>): string[] {
		return parts.flatMap((part) => {
			const inner = 'values' in part ? part.values : (part.options ?? []);
			return [part.displayName, ...labelsOf(inner as INodeProperties[])];
		});
	}
});

describe('hostile texts', () => {
	/** Words of the patterns themselves, which take them furthest. */
	const words = KINDS.flatMap(({ words: { source } }) => source.match(/[A-Za-z]{2,}/g) ?? []);
	const texts = fc
		.array(fc.oneof(fc.constantFrom(...words, ' ', '.', '\n', '('), fc.string()), { maxLength: 60 })
		.map((parts) => parts.join(' '));

	test('take no longer than others, whatever their length', () => {
		const began = Date.now();
		fc.assert(
			fc.property(texts, fc.constantFrom(400, 402, 403, 404, 409, 422), (text, status) => {
				const body = { error: text.repeat(200), correlationId: 'c' };
				const { message, description } = told(status, body);
				expect(message.length).toBeGreaterThan(0);
				expect(description).toContain('correlation ID');
			}),
			{ numRuns: 300, seed: 2026 },
		);
		expect(Date.now() - began).toBeLessThan(20_000);
	});

	test.each(KINDS.map((kind): [string, Kind] => [kind.words.source, kind]))(
		'%s does not stumble over what it is hungry for',
		(source, { words: pattern }) => {
			for (const word of source.match(/[A-Za-z]{2,}/g) ?? []) {
				const text = `${word} `.repeat(500).slice(0, 500);
				const began = Date.now();
				for (let run = 0; run < 100; run++) pattern.test(text);
				expect(Date.now() - began).toBeLessThan(2_000);
			}
		},
	);

	test('a text that is long is judged by its beginning', () => {
		expect(kindOf(404, [`${' '.repeat(9999)}No data available for x`])?.absence).toBe('records');
		expect(kindOf(404, [`${'x '.repeat(400)} push operation`])).toBeUndefined();
	});
});
