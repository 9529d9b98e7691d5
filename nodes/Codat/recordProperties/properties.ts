/**
 * The properties of a data type's records that Codat can be asked for, in dotted names, by kind.
 * Lists within records are left out, since Codat can't query them (docs/codat.md, Query language).
 */
export interface Properties {
	/** What Simplify leaves: ten at most, what tells a record from others first. */
	simple: string;
	text?: string;
	number?: string;
	date?: string;
	boolean?: string;
	/** Those of few values, and which. */
	choices?: Record<string, string>;
}
