import type { IExecuteFunctions, NodeParameterValueType } from 'n8n-workflow';

/** The node's parameters, as an execution reads them. */
export interface Parameters {
	/** Gives a parameter as the user has saved it, its expressions as they were written. */
	saved: (name: string) => NodeParameterValueType | undefined;
	/**
	 * Gives its value for an item, or the fallback where it isn't set. Items may share it: it is not to
	 * be changed.
	 *
	 * @throws n8n's error where an expression can't be evaluated
	 */
	value: (name: string, itemIndex: number, fallback?: unknown) => unknown;
}

/** None of the node's fields asks n8n to check it; to see that, n8n goes through all of them. */
const OPTIONS = { skipValidation: true };

/**
 * Reads the node's parameters. What holds no expression is the same for all items, and is read once:
 * for each, n8n goes through the node's description.
 */
export function parametersOf(context: IExecuteFunctions): Parameters {
	const { parameters } = context.getNode();
	/** By name; undefined for what each item has its own of. */
	const shared = new Map<string, { value: unknown } | undefined>();
	return {
		saved: (name) => parameters[name],
		value(name, itemIndex, fallback) {
			const known = shared.get(name);
			if (known) return known.value;
			const value: unknown = context.getNodeParameter(name, itemIndex, fallback, OPTIONS);
			if (!shared.has(name)) shared.set(name, isFixed(parameters[name]) ? { value } : undefined);
			return value;
		},
	};
}

/** Whether a parameter is set, without a text in it that n8n takes for an expression: one that begins with '='. */
function isFixed(saved: NodeParameterValueType | undefined): boolean {
	return saved !== undefined && !JSON.stringify(saved).includes('"=');
}
