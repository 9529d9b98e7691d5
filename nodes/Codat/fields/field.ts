import type { INodeProperties } from 'n8n-workflow';

/** A node parameter, and how what the user set in it becomes what is sent. */
export interface Field {
	/** As n8n shows it, but for the resource and operation: the registry adds those. */
	property: INodeProperties;
	/**
	 * Checks and normalises the value. Without it, the property's type says how (readField.ts).
	 *
	 * @param label the field's name in the editor, for messages
	 * @param timezone the workflow's, in which dates without a zone are meant
	 * @throws UserFacingError naming the field
	 */
	read?: (value: unknown, label: string, timezone: string) => unknown;
}

/** The fields' values by parameter name, as an operation sees them. */
export type Values = Record<string, unknown>;
