import { readFields } from '../fields/readField';
import type { Field } from '../fields/field';
import { textList } from '../fields/rows';
import { UserFacingError } from '../transport/userFacingError';
import { EVENTS, eventTypesOf, OTHER, WRITES, WRITTEN_TYPES } from './events';

const triggerOn: Field = {
	property: {
		displayName: 'Trigger On',
		name: 'triggerOn',
		type: 'multiOptions',
		required: true,
		options: EVENTS,
		default: ['read.completed'],
		description:
			'Which of <a href="https://docs.codat.io/using-the-api/webhooks/event-types">Codat’s own events</a> start the workflow',
	},
};

const commerce: Field = {
	property: {
		displayName:
			'Codat sends no events about the syncs of Sync for Commerce. Use the <b>Codat Trigger</b> for those.',
		name: 'commerceNotice',
		type: 'notice',
		default: '',
	},
};

const writtenTypes: Field = {
	property: {
		displayName: 'Written Data Types',
		name: 'dataTypes',
		type: 'multiOptions',
		options: WRITTEN_TYPES,
		default: [],
		displayOptions: { show: { triggerOn: WRITES } },
		description: 'The kinds of records whose writes to report. Leave empty for all.',
	},
};

const others = textList({
	displayName: 'Other Events',
	name: 'otherEvents',
	item: 'Event',
	required: true,
	placeholder: 'e.g. myProduct.read.completed',
	description:
		'Their names, as <a href="https://docs.codat.io/using-the-api/webhooks/event-types">Codat lists them</a>',
});

const otherEvents: Field = {
	...others,
	property: { ...others.property, displayOptions: { show: { triggerOn: [OTHER] } } },
};

const companyTags = textList({
	displayName: 'Company Tags',
	name: 'companyTags',
	item: 'Tag',
	placeholder: 'e.g. region:north',
	description:
		'Only events of companies that have one of these tags, each written as name:value. Leave empty for all companies.',
});

/** What the user sets in the Codat Webhook Trigger. */
export const webhookFields: Field[] = [triggerOn, commerce, writtenTypes, otherEvents, companyTags];

/** What the user wants to be told. */
export interface WebhookSettings {
	eventTypes: string[];
	companyTags: string[];
}

/** What Codat allows of tags (Platform spec: `webhookConsumerPrototype`). */
const MOST_TAGS = 10;
const LONGEST_TAG = 128;

/**
 * @param parameter gives a parameter's value by its name, or the fallback where it isn't set
 * @throws UserFacingError when one can't be used
 */
export function readSettings(parameter: Parameters<typeof readFields>[1]): WebhookSettings {
	// No field of these is a date, for which a zone would count.
	const values = readFields(webhookFields, parameter, 'UTC');
	const list = (name: string) => (values[name] ?? []) as string[];
	const eventTypes = eventTypesOf(list('triggerOn'), list('dataTypes'), list('otherEvents'));
	return { eventTypes, companyTags: checkedTags([...new Set(list('companyTags'))]) };
}

function checkedTags(tags: string[]): string[] {
	if (tags.length > MOST_TAGS) {
		throw new UserFacingError(
			`'Company Tags' has ${tags.length} tags, and Codat allows ${MOST_TAGS}`,
			'Remove some, or use a second Codat Webhook Trigger for them.',
		);
	}
	const unusable = tags.find((tag) => !/^[^:]+:./.test(tag) || tag.length > LONGEST_TAG);
	if (unusable !== undefined) {
		throw new UserFacingError(
			`'Company Tags' has a tag that Codat can’t take: "${unusable}"`,
			`Write each tag as name:value, such as region:north, in at most ${LONGEST_TAG} characters.`,
		);
	}
	return tags;
}
