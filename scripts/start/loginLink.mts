import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoginLink {
	url: string;
	close(): void;
}

/**
 * Serves a link that opens n8n with the owner logged in: it hands n8n's login cookie to the
 * browser (cookies don't tell ports apart) and sends it on. Only who has the link can use it.
 * @param cookie the login, as 'name=value'
 * @param target where n8n is
 */
export async function serveLoginLink(cookie: string, target: string): Promise<LoginLink> {
	const path = `/${randomBytes(16).toString('hex')}`;
	const server = createServer((request, response) => {
		if (request.url !== path) {
			response.writeHead(404).end();
			return;
		}
		const headers = { Location: target, 'Set-Cookie': `${cookie}; Path=/; HttpOnly; SameSite=Lax` };
		response.writeHead(302, headers).end();
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', resolve);
	});
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}${path}`,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
}
