import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's root. */
export const projectDir = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What is downloaded or kept between runs: outside the checkout, so that a fresh clone finds it. */
export const cacheDir = join(
	process.env.XDG_CACHE_HOME || join(homedir(), '.cache'),
	'n8n-nodes-codat',
);
