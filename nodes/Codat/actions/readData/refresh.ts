import { dataTypes } from '../../dataTypes';
import { options } from '../../fields/collection';
import type { Field } from '../../fields/field';
import { company, connection, locatedId } from '../../fields/locators';
import { describePull } from '../../outcomes';
import type { Operation } from '../operation';
import { refreshMany, refreshOne, waitFields } from '../refreshAndWait';

const dataType: Field = {
	property: {
		displayName: 'Data Type',
		name: 'dataType',
		type: 'options',
		options: Object.entries(dataTypes).map(([value, { name }]) => ({ name, value })),
		default: 'invoices',
		description: 'The kind of data to fetch',
	},
};

const onlyConnection: Field = {
	property: {
		...connection.property,
		required: undefined,
		description:
			'The only connection to fetch from. When not set, the data is fetched from all connections that have it.',
	},
	read: (value, label, timezone) =>
		locatedId(value, 'connections') === '' ? undefined : connection.read!(value, label, timezone),
};

const refreshAllOf = refreshMany(({ dataType }) => ({ dataTypes: [String(dataType)] }));

/** What has Codat fetch data from the platforms, instead of waiting for its schedule. */
export const refreshes: Record<string, Operation> = {
	refreshAll: {
		name: 'Refresh All',
		action: 'Refresh all data',
		description:
			'Have Codat fetch all data of a company again that its sync settings fetch on first link',
		describe: describePull,
		endpoint: 'POST /companies/{companyId}/data/all',
		fields: [company, ...waitFields],
		execute: refreshMany(() => ({})),
	},
	refreshDataType: {
		name: 'Refresh Data Type',
		action: 'Refresh data type',
		description: 'Have Codat fetch one kind of a company’s data again',
		describe: describePull,
		endpoint: 'POST /companies/{companyId}/data/queue/{dataType}',
		fields: [company, dataType, ...waitFields, options(onlyConnection)],
		execute: async (call) => {
			const { connectionId } = call.values.options as { connectionId?: string };
			return await (connectionId === undefined ? refreshAllOf(call) : refreshOne(call));
		},
	},
};
