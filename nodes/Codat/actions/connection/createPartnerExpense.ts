import { company } from '../../fields/locators';
import type { Operation } from '../operation';

export const createPartnerExpense: Operation = {
	name: 'Create Partner Expense',
	action: 'Create partner expense connection',
	description:
		'Create a partner expense data connection. It is linked at once, with nothing to authorize.',
	endpoint: 'POST /companies/{companyId}/sync/expenses/connections/partnerExpense',
	fields: [company],
};
