import { nameOf, rows } from '../spec/endpoints';
import { compare } from './compare';
import { companies } from './rows/company';
import { platformWide } from './rows/platform';
import { products } from './rows/products';
import { reading } from './rows/reading';
import { refreshing } from './rows/refreshing';
import { ROWS } from './seedRows';

const calls = [...companies, ...reading, ...refreshing, ...platformWide, ...products];

/** The resources whose every endpoint is compared with the SDKs, or excused. */
const RESOURCES = [
	'company',
	'customData',
	'expense',
	'integration',
	'readData',
	'setting',
	'supplementalData',
	'syncConfiguration',
	'syncFlow',
	'webhook',
];

/** What no SDK that can be installed has, and why. */
const WITHOUT_SDK: Record<string, string> = {
	'expense.createAdjustment': 'Newer than the newest Expenses SDK, 3.1.0.',
	'expense.createReimbursement': 'Newer than the newest Expenses SDK, 3.1.0.',
	'expense.createTransfer': 'Newer than the newest Expenses SDK, 3.1.0.',
	'expense.updateReimbursement': 'Newer than the newest Expenses SDK, 3.1.0.',
};

compare([...calls, ...ROWS]);

test('all twenty operations that the project began with are compared', () => {
	expect(new Set(ROWS.map(({ name }) => name)).size).toBe(20);
});

describe('every endpoint of a resource', () => {
	const compared = new Set(calls.map(({ name }) => name));
	const listed = rows.filter(({ resource }) => RESOURCES.includes(resource)).map(nameOf);

	test('is compared, or said to be in no SDK', () => {
		expect(listed.filter((name) => !compared.has(name)).sort()).toEqual(
			Object.keys(WITHOUT_SDK).sort(),
		);
	});

	test('nothing is compared that is no endpoint', () => {
		expect([...compared].filter((name) => !listed.includes(name))).toEqual([]);
	});
});
