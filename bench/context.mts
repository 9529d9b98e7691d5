import type { N8nInstallation } from '../scripts/n8n/provision.mts';
import type { Log } from '../scripts/n8n/run.mts';

/** What every row works with. */
export interface BenchContext {
	installation: N8nInstallation;
	/** An n8n user folder with the packed package installed. */
	packageFolder: string;
	/** How many times everything is measured. */
	runs: number;
	log: Log;
}
