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

/** @throws Error in plain words when something else listens on the port */
export async function assertPortIsFree(port: number): Promise<void> {
	try {
		await tryPort(port);
	} catch (error) {
		const { code, message } = error as NodeJS.ErrnoException;
		throw new Error(
			code === 'EADDRINUSE'
				? `Port ${port} is already in use. Stop what listens there, or choose another port: PORT=${port + 1} npm start`
				: `Can't listen on port ${port}: ${message}`,
		);
	}
}
