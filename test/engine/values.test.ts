import type {
	IDataObject,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';

import { Codat } from '../../nodes/Codat/Codat.node';
import { CodatTrigger } from '../../nodes/Codat/CodatTrigger.node';
import { SEED } from '../../sandbox/seed';
import { startSandbox, type Sandbox } from '../../sandbox/server';
import { clock, useFakeClock } from './clock';
import { byId, pollContext, runCodat } from './harness';
import { ofBakery } from './pushRun';

jest.mock('n8n-workflow', () => jest.requireActual('./clock').withFakeSleep());
useFakeClock();

/** Every yes or no and every choice that the nodes offer, as their descriptions say. */
interface Setting {
	title: string;
	property: INodeProperties;
	/** The parameters with which it is in force, and this value of it. */
	with: (value: unknown) => IDataObject;
}

const JSON_RECORD = { recordMode: 'json', recordJson: '{ "customerName": "Tide & Loaf" }' };

const { properties } = new Codat().description;
const show = ({ displayOptions }: INodeProperties) => displayOptions?.show ?? {};
/**
 * Sort offers what Codat can sort by, and takes any other name of a property as an expression; of the
 * data types to refresh, none is as good as some.
 */
const isRead = ({ name, type }: INodeProperties) =>
	!['orderBy', 'dataTypes'].includes(name) && ['boolean', 'options', 'multiOptions'].includes(type);

const settings: Setting[] = properties
	.filter(({ name }) => name === 'operation')
	.flatMap((operations) => {
		const [resource] = show(operations).resource as string[];
		return (operations.options as INodePropertyOptions[]).flatMap(({ value }) =>
			settingsOf(resource, String(value)),
		);
	});

function settingsOf(resource: string, operation: string): Setting[] {
	const fields = properties.filter(
		(property) =>
			!['resource', 'operation'].includes(property.name) &&
			(show(property).resource ?? [resource]).includes(resource) &&
			(show(property).operation ?? [operation]).includes(operation),
	);
	const base: IDataObject = { resource, operation };
	for (const field of fields) base[field.name] = sample(field, resource !== 'expense');
	Object.assign(base, ofBakery, fields.some(({ name }) => name === 'recordMode') && JSON_RECORD);

	return fields.flatMap((field) => {
		const gates = Object.entries(show(field)).filter(
			([name]) => !['resource', 'operation'].includes(name),
		);
		const shown = gates.map(([name, allowed]) => [name, (allowed as unknown[])[0]]);
		const parameters = { ...base, ...(Object.fromEntries(shown) as IDataObject) };
		const title = `${resource} ${operation}`;
		const own = {
			title: `${title}: ${field.displayName}`,
			property: field,
			with: (value: unknown) => ({ ...parameters, [field.name]: value }) as IDataObject,
		};
		const members = field.type === 'collection' ? (field.options as INodeProperties[]) : [];
		const inside = members.filter(isRead).map((member) => ({
			title: `${title}: ${field.displayName} › ${member.displayName}`,
			property: member,
			with: (value: unknown) =>
				({ ...parameters, [field.name]: { [member.name]: value } }) as IDataObject,
		}));
		return isRead(field) ? [own, ...inside] : inside;
	});
}

/**
 * A value that a field takes.
 *
 * @param isFilled its rows have all of their fields, which those of expenses do without
 */
function sample(property: INodeProperties, isFilled: boolean): IDataObject[string] {
	const { type, required, placeholder, modes, typeOptions, default: fallback } = property;
	const example = (text = '') => text.replace(/^e\.g\. /, '');
	if (type === 'fixedCollection' && required) {
		const [{ name, values }] = property.options as INodePropertyCollection[];
		return {
			[name]: [
				Object.fromEntries(
					values.map((each) => [
						each.name,
						sample({ ...each, required: isFilled || each.required }, isFilled),
					]),
				),
			],
		};
	}
	if (typeOptions?.multipleValues && required) return [example(placeholder)];
	// With an account, Codat takes no item.
	if (property.name === 'itemRef') return '';
	if (type === 'resourceLocator') return byId(example(modes?.[1].placeholder));
	if (type === 'json') return '{ "key": "value" }';
	if (type === 'dateTime' && required) return '2026-01-31';
	if (type === 'number' && required) return Number(fallback) || 1;
	if (type === 'string' && required) return example(placeholder) || fallback;
	return fallback as IDataObject;
}

let sandbox: Sandbox;
const credential = () => ({ apiKey: sandbox.apiKey, baseUrl: sandbox.url });

beforeAll(async () => {
	sandbox = await startSandbox({ now: clock.now });
});
beforeEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

/** What a run did and how it ended, but for the IDs of what it made. */
async function traceOf(parameters: IDataObject): Promise<unknown> {
	sandbox.reset();
	sandbox.requests.length = 0;
	const { error, json } = await runCodat(credential(), parameters);
	const requests = sandbox.requests.map(({ method, path, query, body }) => [
		method,
		path,
		query,
		body,
	]);
	const trace = JSON.stringify({ requests, error: error?.message, items: json.length });
	return JSON.parse(trace.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')) as unknown;
}

test('all kinds of settings are found', () => {
	const names = new Set(settings.map(({ property }) => property.name));
	expect([...names]).toEqual(
		expect.arrayContaining([
			'allowSyncOnPushComplete',
			'dataType',
			'forceUpdate',
			'product',
			'recordMode',
			'retryConnectionErrors',
			'returnAll',
			'returnFailedPush',
			'returnFailedSync',
			'status',
			'strategy',
			'waitForCompletion',
		]),
	);
});

/** Tells a field's first operation from the others, which have the same field and read it alike. */
function firsts(): (setting: Setting) => boolean {
	const met = new Set<string>();
	return ({ property }) => {
		const shared = JSON.stringify({ ...property, displayOptions: undefined });
		const isFirst = !met.has(shared);
		met.add(shared);
		return isFirst;
	};
}

const booleans = settings.filter(({ property }) => property.type === 'boolean');

/** Both values and forms for the first operation; for the others, the text that JavaScript takes for a yes. */
const spellingsFor = (() => {
	const isFirst = firsts();
	return (setting: Setting) => {
		if (!isFirst(setting)) return [[false, '={{ "false" }}']] as const;
		return [true, false].flatMap((value) => {
			// As a workflow made by an API or an AI may have it; but n8n drops a limit beside such a text.
			const texts = setting.property.name === 'returnAll' ? [] : [String(value).toUpperCase()];
			return [`={{ "${value}" }}`, ...texts].map((text) => [value, text] as const);
		});
	};
})();

describe.each(booleans.map((setting) => [setting.title, setting, spellingsFor(setting)] as const))(
	'%s',
	(_, setting, spellings) => {
		test.each(spellings)('%j is the same as %s', async (value, text) => {
			const expected = await traceOf(setting.with(value));
			expect(await traceOf(setting.with(text))).toEqual(expected);
		});
	},
);

const WRONG = [
	'maybe',
	'={{ "../x" }}',
	'={{ "" }}',
	'={{ null }}',
	'={{ undefined }}',
	'={{ [] }}',
];

/** All of them for a setting's first operation; for the others, one in turn. */
const wrongFor = (() => {
	const isFirst = firsts();
	return (setting: Setting, index: number) =>
		isFirst(setting) ? WRONG : [WRONG[index % WRONG.length]];
})();

describe.each(
	settings.map((setting, index) => [setting.title, setting, wrongFor(setting, index)] as const),
)('%s', (_, setting, wrong) => {
	test.each(wrong)('%s is refused by name, before anything is sent', async (value) => {
		const { error } = await runCodat(credential(), setting.with(value));
		expect(`${error?.message} ${error?.description}`).toContain(
			`'${setting.property.displayName}'`,
		);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('Codat Trigger', () => {
	const trigger = new CodatTrigger();
	const companyId = byId(SEED.companies.bakery.id);
	const poll = async (parameters: IDataObject) => {
		const context = pollContext(credential(), { companyId, ...parameters });
		return await trigger.poll.call(context);
	};
	const choices = trigger.description.properties.filter(isRead);

	test('its choices are found', () => {
		expect(choices.map(({ name }) => name)).toEqual([
			'triggerOn',
			'companyScope',
			'product',
			'matchType',
		]);
	});

	test.each(
		choices.flatMap(({ name, displayName }) =>
			['maybe', ['maybe'], '={{ "../x" }}', '={{ "" }}', '={{ null }}', '={{ [] }}'].map(
				(value) => [name, value, displayName] as const,
			),
		),
	)('%s %j is refused by name, before anything is sent', async (name, value, displayName) => {
		const triggerOn = ['syncCompleted', 'recordDeleted'];
		await expect(poll({ triggerOn, [name]: value })).rejects.toThrow(`'${displayName}'`);
		expect(sandbox.requests).toEqual([]);
	});

	test('a choice that is not in force is not asked for', async () => {
		await poll({ triggerOn: ['connectionStatusChanged'], product: '../x' });
		expect(sandbox.requests).toHaveLength(1);
	});
});

describe('what stood in the issue', () => {
	const sync = { resource: 'sync', companyId: byId(SEED.companies.bakery.id) };

	test('a wait that is "false" as text does not wait', async () => {
		const { json } = await runCodat(
			credential(),
			{
				...sync,
				operation: 'start',
				waitForCompletion: '={{ $json.wait }}',
				maxWaitMinutes: 3,
			},
			{ items: [{ wait: 'false' }] },
		);
		expect(json).toHaveLength(1);
		expect(sandbox.requests).toHaveLength(1);
		expect(clock.slept).toEqual([]);
	});

	test('one that is "true" waits as long as is set, or else as is the default', async () => {
		sandbox.state.syncDurationMs = 3_600_000;
		const start = { ...sync, operation: 'start' };
		const byExpression = { waitForCompletion: '={{ "true" }}', maxWaitMinutes: 3 };
		const { error } = await runCodat(credential(), { ...start, ...byExpression });
		expect(error?.message).toContain('not finished after 3 minutes');
		sandbox.reset();
		sandbox.state.syncDurationMs = 3_600_000;
		// n8n goes by the raw text, for which the field is hidden, and may leave it without a value.
		const hidden = await runCodat(credential(), { ...start, waitForCompletion: 'true' });
		expect(hidden.error?.message).toContain('not finished after 10 minutes');
	});

	test('Return All that is "false" as text keeps to the limit', async () => {
		const { json } = await runCodat(credential(), {
			...sync,
			operation: 'getAll',
			returnAll: '={{ "false" }}',
			limit: 1,
		});
		expect(json).toHaveLength(1);
	});
});
