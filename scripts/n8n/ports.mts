import { type AddressInfo, createServer } from 'node:net';

/**
 * Listens for a moment on loopback.
 * @param port 0 lets the system choose
 * @returns the port, free again
 * @throws Error with code EADDRINUSE when the port is taken
 */
function tryPort(port: number): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			const { port: chosen } = server.address() as AddressInfo;
			server.close(() => resolve(chosen));
		});
	});
}

/** @returns a port on loopback that the system says is free */
export const freePort = () => tryPort(0);

/** A start failed because its port has been taken since the system said that it's free. */
export class PortTakenError extends Error {}

const TRIES = 5;

/** The numbers of the ports that a server's last words call taken; empty when they say nothing so. */
export function portsTaken(text: string): string[] {
	const lines = text.split('\n').filter((line) => /\balready in use\b/i.test(line));
	return lines.map((line) => /\bport:? (\d+)/i.exec(line)?.[1] ?? '');
}

/**
 * Starts what asks for free ports itself. Between its asking and its listening another may take
 * them: then it is started again, with others, at most five times in all.
 * @throws what `start` throws; a PortTakenError when that is still so at the last time
 */
export async function onFreePorts<T>(start: () => Promise<T>): Promise<T> {
	for (let tries = 1; ; tries++) {
		try {
			return await start();
		} catch (error) {
			if (tries === TRIES || !(error instanceof PortTakenError)) throw error;
		}
	}
}

export const takenMessage = (port: number) =>
	`Port ${port} is already in use. Stop what listens there, or choose another port: PORT=${port + 1} npm start`;

/** @throws Error in plain words when something else listens on the port */
export async function assertPortIsFree(port: number): Promise<void> {
	try {
		await tryPort(port);
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		throw new Error(
			code === 'EADDRINUSE' ? takenMessage(port) : `Can't listen on port ${port}: ${message}`,
		);
	}
}
