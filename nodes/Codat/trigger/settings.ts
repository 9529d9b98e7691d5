import { company } from '../fields/locators';
import { UserFacingError } from '../transport/userFacingError';

/** What the user has chosen to watch. */
export interface WatchSettings {
	events: string[];
	product: string;
	/** Undefined for all companies. */
	companyId?: string;
}

/**
 * @param parameter gives a parameter's value by its name
 * @throws UserFacingError when one can't be used
 */
export function readSettings(parameter: (name: string) => unknown): WatchSettings {
	const events = parameter('triggerOn');
	if (!Array.isArray(events) || events.length === 0) {
		throw new UserFacingError("'Trigger On' is empty", 'Choose what shall start the workflow.');
	}
	const isOne = parameter('companyScope') === 'one';
	return {
		events: events.map(String),
		product: String(parameter('product') ?? ''),
		companyId: isOne ? String(company.read!(parameter('companyId'), 'Company', '')) : undefined,
	};
}
