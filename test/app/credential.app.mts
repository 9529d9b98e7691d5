import assert from 'node:assert/strict';
import type { AppTest, TestContext } from './appTest.mts';

/** Tests a credential as the editor does when it is saved. */
async function check({ stage }: TestContext, data: { apiKey: string; baseUrl: string }) {
	return await stage.client.testCredential({ ...stage.credential, data });
}

export const tests: AppTest[] = [
	{
		name: 'the right key passes the credential test',
		async run(context) {
			const { apiKey, url } = context.stage.sandbox;
			const result = await check(context, { apiKey, baseUrl: url });
			assert.equal(result.status, 'OK', result.message);
		},
	},
	{
		name: 'a wrong key fails it, and is not repeated in the message',
		async run(context) {
			const apiKey = 'this-is-a-wrong-key';
			const result = await check(context, { apiKey, baseUrl: context.stage.sandbox.url });
			assert.equal(result.status, 'Error');
			assert.match(result.message, /API key/i);
			assert.ok(!result.message.includes(apiKey));
		},
	},
	{
		name: 'a base URL where nothing listens fails it',
		async run(context) {
			const { apiKey } = context.stage.sandbox;
			const result = await check(context, { apiKey, baseUrl: 'http://127.0.0.1:1' });
			assert.equal(result.status, 'Error');
		},
	},
];
