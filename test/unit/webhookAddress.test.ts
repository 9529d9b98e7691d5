import { isPrivate, isToken, newToken } from '../../nodes/Codat/webhook/address';

test.each([
	...['localhost', 'n8n', 'n8n.local', 'n8n.localhost', 'n8n.internal', 'n8n.lan', 'n8n.home'],
	...['n8n.home.arpa', 'N8N.LOCAL', '0.0.0.0', '10.1.2.3', '127.0.0.1', '169.254.1.2'],
	...['192.168.0.7', '172.16.0.1', '172.20.1.1', '172.31.0.1', '100.64.0.1', '100.127.0.1'],
	...['100.119.0.1', '[::]', '[::1]', '[fc00::1]', '[fd12::1]', '[fe80::1]', '[::ffff:10.0.0.1]'],
])('the internet can’t reach %s', (host) => {
	expect(isPrivate(`http://${host}:5678/webhook`)).toBe(true);
});

test.each([
	...['n8n.example.com', 'local.example.com', 'n8n.local.example.com', 'thelocal.example'],
	...['10.1.example.com', '192.168.1.example.com', '172.16.1.example.com', '100.64.1.example.com'],
	...['8.10.1.1', '8.127.1.1', '8.192.168.1', '8.172.16.1', '8.100.64.1', '11.0.0.1', '1.2.3.4'],
	...['172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '192.169.0.1', '169.255.0.1'],
	...['[2001:db8::1]', '[2606:4700::1]'],
])('it may reach %s', (host) => {
	expect(isPrivate(`https://${host}/webhook`)).toBe(false);
});

test('a token is known by its form, whatever n8n has kept', () => {
	const token = newToken();
	expect(isToken(token)).toBe(true);
	expect(newToken()).not.toBe(token);
	for (const other of ['', `${token}x`, `x${token}`, ` ${token}`, token.slice(1), [token], null]) {
		expect(isToken(other)).toBe(false);
	}
});
