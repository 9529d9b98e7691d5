import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from './run.mts';

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

const holderOf = async (file: string) => Number(await readFile(file, 'utf8').catch(() => ''));

/** Takes the lock unless a living process holds it. Linking is atomic, and never shows a half-written file. */
async function tryLock(file: string): Promise<boolean> {
	const mine = `${file}.${process.pid}`;
	await writeFile(mine, String(process.pid));
	try {
		await link(mine, file);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		return false;
	} finally {
		await rm(mine, { force: true });
	}
}

/**
 * Removes a lock whose holder has died, and puts it back if a living process took it meanwhile.
 * Returns whether the lock may be free now.
 */
async function clearDeadLock(file: string): Promise<boolean> {
	const holder = await holderOf(file);
	if (holder > 0 && isAlive(holder)) return false;
	const aside = `${file}.dead.${process.pid}`;
	try {
		await rename(file, aside);
		if (isAlive((await holderOf(aside)) || -1)) await link(aside, file);
	} catch (error) {
		if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
	} finally {
		await rm(aside, { force: true });
	}
	return true;
}

export interface LockOptions {
	log: Log;
	/** Read when another process holds the lock, after 'Process 123 '. */
	busy: string;
	timeoutMs?: number;
}

/**
 * Runs `work` while no other process runs work under the same lock file.
 * @returns what `work` returns
 * @throws Error when another process still holds the lock after `timeoutMs`
 */
export async function withLock<T>(
	file: string,
	{ log, busy, timeoutMs = 20 * 60_000 }: LockOptions,
	work: () => Promise<T>,
): Promise<T> {
	const deadline = Date.now() + timeoutMs;
	let told = false;
	while (!(await tryLock(file))) {
		if (await clearDeadLock(file)) continue;
		const state = `Process ${await holderOf(file)} ${busy}`;
		if (Date.now() >= deadline) throw new Error(`${state}. End it, and run this again.`);
		if (!told) log(`${state}: waiting for it…`);
		told = true;
		await delay(250);
	}
	try {
		return await work();
	} finally {
		await rm(file, { force: true });
	}
}
