import { additionalFields, options, updateFields } from '../../fields/collection';
import type { Field, Values } from '../../fields/field';
import { inBody } from '../../fields/field';
import { filters } from '../../fields/filters';
import { limit, returnAll } from '../../fields/lists';
import { company, connection } from '../../fields/locators';
import { query } from '../../fields/query';
import { simplify, simplifyNotice } from '../../fields/simplify';
import { listOf } from '../../transport/pagination';
import { binaryPropertyName, readFile } from '../attachment';
import { factsOf, outputField } from '../download';
import { currency, currencyRate, date } from '../expense/fields';
import type { Resource } from '../operation';
import * as of from './fields';
import { lineItems, newLineItems } from './lines';
import { allMappingOptions } from './mappingOptions';

const PAYABLES = '/companies/{companyId}/connections/{connectionId}/payables';
const BILL = `${PAYABLES}/bills/{billId}` as const;

const issueDate = date('Issue Date', 'issueDate', 'The day of the bill');
const dueDate = date('Due Date', 'dueDate', 'The day by which it is to be paid');
const paidOn = date('Date', 'date', 'The day of the payment');

const onConnection: Field[] = [company, connection];
const inBodies = (fields: Field[]) => fields.map(inBody);

/** A new bill is open: Codat takes no other (Bill Pay spec: `BillStatus`). */
const newBill = ({
	supplierRef,
	issueDate,
	dueDate,
	currency,
	lineItems,
	additionalFields,
}: Values) => ({
	supplierRef,
	issueDate,
	dueDate,
	currency,
	lineItems,
	status: 'Open',
	...(additionalFields as Values),
});

/** Bills and their payments, which Codat writes at once, and not as push operations. */
export const billPay: Resource = {
	name: 'Bill Pay',
	first: 'getAllBills',
	operations: {
		getAllBills: {
			name: 'Get Many Bills',
			action: 'Get many bills',
			description: 'List the bills of a company: those still to be paid, unless filtered by status',
			endpoint: `GET ${PAYABLES}/bills`,
			fields: [
				...onConnection,
				returnAll,
				limit,
				simplify,
				simplifyNotice,
				...of.billFilters,
				options(query('status=Open')),
			],
			returns: 'tokenPages',
			queryable: of.billsQueryable,
			simplify: of.simpleBill,
		},
		createBill: {
			name: 'Create Bill',
			action: 'Create bill',
			description: 'Write a new bill to the accounting software',
			endpoint: `POST ${PAYABLES}/bills`,
			fields: [
				...onConnection,
				of.supplierRef,
				issueDate,
				dueDate,
				currency,
				lineItems,
				additionalFields(of.billReference, currencyRate),
			],
			body: newBill,
		},
		updateBill: {
			name: 'Update Bill',
			action: 'Update bill',
			description:
				'Change a bill in the accounting software. Set everything that it should have, including what doesn’t change.',
			endpoint: `PUT ${BILL}`,
			keyed: true,
			fields: [
				...onConnection,
				of.billId,
				...inBodies([of.supplierRef, issueDate, dueDate, currency, of.billStatus, newLineItems]),
				updateFields(of.billReference, currencyRate),
			],
		},
		payBill: {
			name: 'Create Bill Payment',
			action: 'Create bill payment',
			description: 'Record in the accounting software that a bill was paid, in full or in part',
			endpoint: `POST ${BILL}/payment`,
			fields: [
				...onConnection,
				of.billId,
				...inBodies([of.paymentAccount, of.amount, paidOn]),
				additionalFields(of.paymentReference, currencyRate),
			],
		},
		getAllAttachments: {
			name: 'Get Many Bill Attachments',
			action: 'Get many bill attachments',
			description: 'List the files of a bill',
			endpoint: `GET ${BILL}/attachments`,
			fields: [...onConnection, of.billId],
			returns: 'array',
		},
		downloadAttachment: {
			name: 'Download Bill Attachment',
			action: 'Download bill attachment',
			description: 'Download a file of a bill',
			endpoint: `GET ${BILL}/attachments/{attachmentId}/download`,
			fields: [...onConnection, of.billId, of.attachmentId, outputField],
			returns: 'file',
			about: async ({ values, send }) => {
				const accept = ({ status }: { status: number }) => status >= 400;
				const { body } = await send(`GET ${BILL}/attachments`, { accept });
				const file = listOf(body).find((each) => each?.id === values.attachmentId);
				return factsOf(file);
			},
		},
		uploadAttachment: {
			name: 'Upload Bill Attachment',
			action: 'Upload bill attachment',
			description: 'Attach a file, such as the supplier’s invoice, to a bill',
			endpoint: `POST ${BILL}/attachments`,
			fields: [...onConnection, of.billId, binaryPropertyName],
			execute: async (call) => (await call.request({ file: await readFile(call) })).body,
		},
		getAllSuppliers: {
			name: 'Get Many Suppliers',
			action: 'Get many suppliers',
			description: 'List the suppliers of a company, including archived ones',
			endpoint: `GET ${PAYABLES}/suppliers`,
			fields: [...onConnection, returnAll, limit, ...filters, options(query('status=Active'))],
			returns: 'tokenPages',
			queryable: of.suppliersQueryable,
		},
		createSupplier: {
			name: 'Create Supplier',
			action: 'Create supplier',
			description: 'Write a new supplier to the accounting software',
			endpoint: `POST ${PAYABLES}/suppliers`,
			fields: [
				...onConnection,
				...inBodies([of.supplierName, of.supplierStatus]),
				additionalFields(...of.supplierDetails),
			],
		},
		updateSupplier: {
			name: 'Update Supplier',
			action: 'Update supplier',
			description:
				'Replace a supplier in the accounting software. Set everything that it should have: what is not set is cleared.',
			endpoint: `PUT ${PAYABLES}/suppliers/{supplierId}`,
			fields: [
				...onConnection,
				of.supplierId,
				...inBodies([of.supplierName, of.supplierStatus]),
				updateFields(...of.supplierDetails),
			],
		},
		createBankAccount: {
			name: 'Create Bank Account',
			action: 'Create bank account',
			description: 'Add an account to the accounting software that bills can be paid from',
			endpoint: `POST ${PAYABLES}/bankAccounts`,
			fields: [
				...onConnection,
				...inBodies([...of.bankAccountFields, currency]),
				additionalFields(...of.bankAccountDetails),
			],
		},
		getMappingOptions: {
			name: 'Get Mapping Options',
			action: 'Get mapping options',
			description:
				'Get the accounts and tax rates that bills can be booked to, or the accounts that they can be paid from',
			endpoint: ({ mappingType }) => `GET ${PAYABLES}/mappingOptions/${String(mappingType)}`,
			fields: [...onConnection, of.mappingType, options(of.statusQuery)],
			execute: async ({ request }) =>
				await allMappingOptions(
					async (continuationToken) => await request({ query: { continuationToken } }),
				),
		},
		getCompanyInfo: {
			name: 'Get Company Information',
			action: 'Get company information',
			description: 'Get the name and currency of a company in its accounting software',
			endpoint: `GET ${PAYABLES}/info`,
			fields: onConnection,
		},
	},
};
