import type { Absence } from './notFound';

/** A kind of refusal, told by Codat's words (docs/codat.md, Errors), and what the user can do about it. */
export interface Kind {
	/** HTTP statuses, or `sync` for the reason that a failed sync gives. */
	statuses: ReadonlyArray<number | 'sync'>;
	/** Without two repetitions that could match the same characters: texts may be hostile. */
	words: RegExp;
	/** In the editor's words; `{company}` and `{Company}` stand for the company's name. */
	hint: string;
	/** What a 404 of this kind says isn't there; `other` when not set. */
	absence?: Absence;
}

const LINK =
	'Connection > Get Many shows them and their link URLs, where your customer authorizes them. Create one with Connection > Create or in the Codat portal.';
const CHOOSE = 'Choose it again from the list, or look it up with';

/** The first kind that fits counts, so that those with more words stand before those with fewer. */
export const KINDS: readonly Kind[] = [
	// What a company has not got yet.
	{
		statuses: [404],
		words: /^no syncs\b.*\bfound\b/i,
		absence: 'records',
		hint: "{Company} has never synced, or not with this 'Product' or 'Sync ID'. Sync > Start starts a sync of Sync for Commerce; Sync > Get Many lists all syncs, and returns an empty list instead of this error.",
	},
	{
		statuses: [404],
		words: /^no data available\b/i,
		absence: 'records',
		hint: 'Codat has no data of this kind for {company}. Read Data > Get Status shows what was fetched and when, and Read Data > Refresh Data Type fetches it now.',
	},
	{
		statuses: [409],
		words: /\b(data ?set|data ?type)\b.*\bnot been requested\b|\bstill syncing\b/i,
		hint: "Codat has not fetched this data for {company} yet. Fetch it with Read Data > Refresh Data Type, with 'Wait for Completion' turned on, then run this again. Read Data > Get Status shows its status.",
	},
	{
		statuses: [400, 404, 409],
		words: /DatasetAlreadyInProgress|\bread operation is in progress\b/i,
		hint: 'Codat is already fetching this data of {company}. Read Data > Get Many Pull Operations shows its status: run this again when it has finished.',
	},
	{
		statuses: [400],
		words: /\bdoesn.t support data refreshing\b/i,
		hint: 'Only custom products can be refreshed this way. To fetch data of {company} again, use Read Data > Refresh All or Read Data > Refresh Data Type.',
	},

	// Connections.
	{
		statuses: [400, 404, 'sync'],
		words: /\b(have|has|having) (a|no) (linked )?\w+ data connection\b|^no linked\b/i,
		hint: `{Company} has no linked connection for this. ${LINK}`,
	},
	{
		statuses: [400, 'sync'],
		words: /\btwo valid data connections\b/i,
		hint: `{Company} needs two linked connections: one to commerce and one to accounting software. ${LINK}`,
	},
	{
		statuses: [400],
		words: /\bonly linked\b.*\bunlinked\b/i,
		hint: 'There is nothing to unlink: {company} has not authorized this connection, or it is unlinked already. Connection > Get shows its status; Connection > Delete removes it.',
	},
	{
		statuses: [400, 403],
		words: /\bconnection\b.*\bnot linked\b/i,
		hint: "Choose a linked 'Connection', for Bill Pay one to accounting software. If it is the right one, {company} has to authorize it again, at the link URL that Connection > Get shows.",
	},
	{
		statuses: [404],
		words: /\bconnection\b.*\bnot found|^no (data )?connection\b/i,
		absence: 'connection',
		hint: "{Company} has no such connection: it may have been deleted, or belong to another company. Choose 'Connection' again from the list, or create one with Connection > Create.",
	},
	{
		statuses: [400, 404],
		words: /\bdata ?type\b.*\bnot supported\b/i,
		hint: "The software that {company} has connected doesn't have this kind of data. Choose another 'Data Type', or a 'Connection' to software that has it; Push Data > Get Options shows what it takes.",
	},
	{
		statuses: [400, 404],
		words: /\bintegration\b.*\bnot enabled\b/i,
		hint: 'Turn this platform on in the Codat portal under Settings > Integrations, or choose another one. Integration > Get Many shows which are turned on.',
	},

	{
		statuses: [451],
		words: /\bnot currently available\b|\bcompliance\b/i,
		hint: 'Codat can’t offer this platform at present. Choose another one: Integration > Get Many lists them.',
	},

	// Products of the Codat account.
	{
		statuses: [404],
		words: /\bcustom data type\b.*\bnot configured\b/i,
		absence: 'product',
		hint: "Set it up first, with Custom Data > Configure. If it is, check 'Custom Data Type' and the platform.",
	},
	{
		statuses: [404],
		words: /\bnot (configured|enabled|set up)\b/i,
		absence: 'product',
		hint: 'Your Codat account doesn’t have this product, or {company} doesn’t. Look in the Codat portal under Settings > Products; Company > Add Product turns it on for a company.',
	},

	// What an ID names.
	{
		statuses: [400, 404, 'sync'],
		words: /\bcompany \S+ (was )?not found|^no company\b/i,
		absence: 'company',
		hint: "{Company} may have been deleted, or belong to another Codat account than the API key. Choose 'Company' again from the list, or look it up with Company > Get Many.",
	},
	{
		statuses: [404],
		words: /pdf ?not ?found|\bno pdf\b/i,
		hint: "The software of {company} has no PDF of this invoice, or no such invoice: not every kind of invoice can be printed. Check 'Record ID' with Read Data > Get Record.",
	},
	{
		statuses: [404],
		words: /\bpush operation\b/i,
		hint: "Check 'Push Operation Key': Push Data > Get Many Operations lists the writes of {company}.",
	},
	{
		statuses: [404],
		words: /\b(data ?set|pull operation)\b/i,
		hint: "Check 'Pull Operation ID': Read Data > Get Many Pull Operations lists those of {company}.",
	},
	{
		statuses: [404],
		words: /\battachment\b/i,
		hint: "Check 'Attachment ID' and 'Record ID': Read Data > Get Many Attachments lists the files of a record.",
	},
	{
		statuses: [404],
		words: /\bsync\b.*\bnot found\b/i,
		hint: "Check 'Sync ID': Sync > Get Many lists the syncs of {company}, separately for Sync for Commerce and Expenses.",
	},
	{
		statuses: [404],
		words: /\btransaction\b.*\bnot found\b/i,
		hint: "Check 'Transaction ID' and 'Sync ID': Expense > Get Many Transaction Statuses lists the transactions of a sync.",
	},
	{
		statuses: [404],
		words: /^no reports?\b|\breport\b.*\bnot found\b/i,
		hint: 'Report > Get Many lists the reports of {company}: some take minutes until they can be read. Report > Generate creates one, Excel Report > Generate one in Excel.',
	},
	{
		statuses: [404],
		words: /\bupload configuration\b/i,
		hint: 'Set it with Bank Statement > Set Upload Configuration, once for each connection, before the first statement.',
	},
	{
		statuses: [404],
		words: /^no files?\b/i,
		hint: 'File > Get Many lists the files of {company} and when they were uploaded: an empty list means none yet.',
	},
	{
		statuses: [404],
		words: /\bwebhook\b/i,
		hint: `It may already have been deleted. ${CHOOSE} Webhook > Get Many.`,
	},
	{
		statuses: [400, 404],
		words: /\bno integration\b|\bintegration\b.*\bnot found\b/i,
		hint: `Codat has no platform with this key. ${CHOOSE} Integration > Get Many.`,
	},

	// Queries.
	{
		statuses: [400],
		words: /\bcould not resolve property\b/i,
		hint: "Codat can't look for this field. Take it out of 'Filters', 'Query' or 'Sort', and put n8n's Filter or Sort node after this one.",
	},
	{
		statuses: [400],
		words: /\bparsing query\b|\bmalformed query\b/i,
		hint: "Use 'Filters' in place of 'Query', or write it as Codat does: name=value, values without quotes, && for and, || for or.",
	},

	// Values.
	{
		statuses: [400],
		words: /\btransfer\b.*\bno longer supported\b/i,
		hint: 'Write it with Expense > Create Transfer.',
	},
	{
		statuses: [400],
		words: /\badjustment\b.*\bno longer supported\b/i,
		hint: 'Write it with Expense > Create Adjustment.',
	},
	{
		statuses: [422],
		words: /\bupdates are not supported\b/i,
		hint: 'Codat can’t change this in the software that {company} has connected: change it there, or write a correction with Expense > Create Adjustment.',
	},
	{
		statuses: [400],
		words: /\bmax\w* string length\b|\blength\b.*\bless than or equal\b/i,
		hint: 'Shorten this value, and run it again.',
	},
	{
		statuses: [400],
		words: /\bmust be provided\b|\bmust not be empty\b/i,
		hint: 'Fill in what Codat names here. If it comes from an expression, check its value for this item.',
	},
	{
		statuses: [400, 'sync'],
		words: /\boverlaps with\b.*\bsync\b/i,
		hint: 'Sync > Get Many shows what {company} has synced. Choose days that no other sync has, or wait until the running one has finished.',
	},
	{
		statuses: ['sync'],
		words:
			/\bno (sales|fees|grouping|schedule|selected)\b|\bselected\b.*\b(options?|present)\b|\binvalid invoice\b|\bconfig (invalid|contains)\b|\bto sync fees\b|\binvoice status\b|\btax rates?\b|\bin an active state\b|\bnot found \(|\bdoes not exist\b/i,
		hint: 'This is about how the syncs of {company} are set up. Sync Configuration > Get shows the accounts, customers, tax rates and schedule that are chosen: change them with Sync Configuration > Update, or let the merchant do so in Sync Flow.',
	},
	{
		statuses: [400],
		words: /\bwas not found in \w+|\bsupplier with id\b/i,
		hint: 'The software of {company} has no such record. Choose it again, or look it up with Read Data > Get Many Records: a record that was deleted there, or belongs to another company, can’t be used.',
	},
	{
		statuses: [400],
		words: /\bcurrency\b/i,
		hint: 'Use a currency that the software of {company} has turned on, the same as that of the customer or supplier.',
	},
	{
		statuses: [400],
		words: /\balready been used\b|\bmust be unique\b|\balready (connected|exists)\b/i,
		hint: 'The software of {company} already has it: look there before you write it again.',
	},
	{
		statuses: [400],
		words: /\bno longer be updated\b/i,
		hint: 'It can only be changed in the software of {company} itself.',
	},

	// The account and its key.
	{
		statuses: [402],
		words: /\bcompany limit\b/i,
		hint: 'Delete companies that you no longer need with Company > Delete (this can’t be undone), or ask Codat for a larger plan.',
	},
	{
		statuses: [402],
		words: /\bsync schedule\b/i,
		hint: "Set 'Refresh Every (Hours)' to 24 or more: your Codat plan doesn’t include fetching data every hour.",
	},
	{
		statuses: [402],
		words: /\baccount expired\b|\bexpired\b|^payment required$/i,
		hint: 'Free Codat accounts end after 365 days. Ask Codat (solutions@codat.io) for a plan; nothing in n8n needs to be changed then.',
	},
	{
		statuses: [403],
		words: /\boutdated api key\b|\bnot associated with\b/i,
		hint: "Open the Codat API credential and paste a key that is in the Codat portal under Developers > API keys now. If that is the same key, {company} belongs to another Codat account: use that account's key.",
	},
	{
		statuses: [403],
		words: /\bdownstream\b/i,
		hint: 'The software that {company} has connected refused it: have someone with more rights there authorize the connection again, at the link URL that Connection > Get shows.',
	},
	{
		statuses: [403],
		words: /\bnot authori[sz]ed to\b/i,
		hint: 'Your Codat plan doesn’t include this, or this key isn’t allowed to do it. Look in the Codat portal under Settings > Products, or ask Codat.',
	},
	{
		statuses: [409],
		words: /\bapi keys\b/i,
		hint: 'Delete a key that is not used in the Codat portal under Developers > API keys.',
	},
	{
		statuses: [409],
		words: /\bidempotency\b/i,
		hint: 'Codat is still carrying out the first of these requests. Wait a minute, and check whether it is done before you run it again.',
	},
];

/** What tells a kind stands within so many characters, whatever else is sent. */
const READ_LENGTH = 500;

/**
 * @param texts what Codat says in this answer: its error first, then its validation's items
 * @returns the kind of refusal, or undefined for words that are not known
 */
export function kindOf(status: number | 'sync', texts: string[]): Kind | undefined {
	const read = texts.map((text) => text.trim().slice(0, READ_LENGTH));
	return KINDS.find(
		({ statuses, words }) => statuses.includes(status) && read.some((text) => words.test(text)),
	);
}
