import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import type { Account } from '../n8n/types.mts';
import { freePort } from '../n8n/ports.mts';

/** What stays the same from one start to the next, so that what the user made goes on working. */
export interface Memory {
	account: Account;
	sandboxPort: number;
}

/**
 * Reads what was remembered, or makes it up and remembers it, readable by this user alone.
 * @throws Error when the file can't be read or written
 */
export async function remember(file: string): Promise<Memory> {
	try {
		return JSON.parse(await readFile(file, 'utf8')) as Memory;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
	}
	const memory: Memory = {
		// n8n asks for a digit and a capital letter.
		account: { email: 'owner@example.com', password: `${randomBytes(9).toString('base64url')}7A` },
		sandboxPort: await freePort(),
	};
	await writeFile(file, JSON.stringify(memory, null, '\t'), { mode: 0o600 });
	return memory;
}
