import { monthDate } from '../../fields/dates';
import type { Field } from '../../fields/field';
import { inQuery } from '../../fields/field';
import { options } from '../../fields/collection';
import { company } from '../../fields/locators';
import { wholeNumber } from '../../fields/read';
import type { Operation } from '../operation';
import { statementType } from './fields';

const periodLength: Field = inQuery({
	property: {
		displayName: 'Period Length',
		name: 'periodLength',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 12 },
		required: true,
		default: 1,
		description: 'How many months each period has',
	},
	read: wholeNumber(1, 12),
});

const periodsToCompare: Field = inQuery({
	property: {
		displayName: 'Periods',
		name: 'periodsToCompare',
		type: 'number',
		typeOptions: { minValue: 1 },
		required: true,
		default: 12,
		description: 'How many periods to return, the latest first',
	},
	read: wholeNumber(1, 240),
});

const startMonth: Field = {
	property: {
		displayName: 'Start Month',
		name: 'startMonth',
		type: 'dateTime',
		typeOptions: { dateOnly: true },
		default: '',
		description: 'Any day of the latest month to return. When not set, this is last month.',
	},
	read: monthDate,
};

/** Statements of a company's books. */
export const statements: Record<string, Operation> = {
	getFinancials: {
		name: 'Get Financial Statement',
		action: 'Get financial statement',
		description: 'Get a balance sheet, a cash flow statement, or a profit and loss statement',
		endpoint: ({ dataType }) => `GET /companies/{companyId}/data/financials/${String(dataType)}`,
		fields: [company, statementType, periodLength, periodsToCompare, options(startMonth)],
	},
};
