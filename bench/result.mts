/** What a row measured. */
export interface Result {
	title: string;
	/** What was measured and how: a few sentences. */
	how: string;
	header: string[];
	lines: string[][];
	verdicts: Verdict[];
	/** What the figures show beyond the table. */
	remarks?: string[];
}

export interface Verdict {
	target: string;
	measured: string;
	reached: boolean;
}
