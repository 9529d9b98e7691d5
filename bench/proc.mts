// What Linux says of processes: /proc/<pid>/stat, status and clear_refs.
import { readdir, readFile, writeFile } from 'node:fs/promises';

/** CPU time comes in ticks of a hundredth of a second (sysconf _SC_CLK_TCK). */
const TICK_MS = 10;

const MIB = 1024;

/** The fields of a stat file after the name, which may hold blanks and brackets. */
async function statOf(pid: number): Promise<string[] | undefined> {
	const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
	return text?.slice(text.lastIndexOf(')') + 2).split(' ');
}

/** The CPU time that a process and its descendants, those that have ended too, have used, in milliseconds. */
export async function cpuTime(pid: number): Promise<number> {
	const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
	const stats = new Map(
		(await Promise.all(pids.map(async (it) => [it, await statOf(it)] as const))).flatMap(
			([it, stat]) => (stat ? [[it, stat] as const] : []),
		),
	);
	const family = new Set([pid]);
	for (let size = 0; size < family.size; ) {
		size = family.size;
		for (const [it, [, parent]] of stats) if (family.has(Number(parent))) family.add(it);
	}
	// Its own in user and kernel mode, and the same of its children that it has outlived.
	const ticksOf = (it: number) => stats.get(it)?.slice(11, 15).map(Number) ?? [];
	return [...family].flatMap(ticksOf).reduce((sum, ticks) => sum + ticks, 0) * TICK_MS;
}

async function memory(pid: number, field: 'VmHWM' | 'VmRSS'): Promise<number> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / MIB;
}

/** The memory that a process holds now, in MiB. */
export const residentMemory = async (pid: number) => await memory(pid, 'VmRSS');

/** The most that it has held since `forgetPeak`, in MiB. */
export const peakMemory = async (pid: number) => await memory(pid, 'VmHWM');

export const forgetPeak = async (pid: number) => await writeFile(`/proc/${pid}/clear_refs`, '5');
