import { parseArgs } from 'node:util';
import { SEED } from './seed';
import { startSandbox } from './server';

const { values } = parseArgs({
	options: {
		port: { type: 'string', default: '8089' },
		host: { type: 'string', default: '127.0.0.1' },
	},
});
const { port, host } = values;

const { bakery, bookshop, florist, studio, surveyors, workshop } = SEED.companies;

try {
	const sandbox = await startSandbox({ port: Number(port), host });
	// What is due later, such as the second attempt of a delivery.
	setInterval(() => void sandbox.outbox.deliver(), 1_000).unref();
	console.log(`
The Codat sandbox is running. It stands in for https://api.codat.io; its data are made up.

  Base URL   ${sandbox.url}
  API key    ${sandbox.apiKey}

  Harbour Lane Bakery   ${bakery.id}   syncs succeed
  Foxglove Books        ${bookshop.id}   syncs fail
  Marigold & Fern       ${florist.id}   no syncs yet
  Tin Kettle Studio     ${studio.id}   no connections
  Northbeck Surveyors   ${surveyors.id}   expenses
  Calder Joinery        ${workshop.id}   writes stay pending

A sync takes 5 seconds and a write 3. ${sandbox.url}/_sandbox says how to steer it.
Press Ctrl-C to stop.`);
	process.once('SIGINT', () => void sandbox.close());
	process.once('SIGTERM', () => void sandbox.close());
} catch (error) {
	if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
	console.error(`Port ${port} is taken. Stop what uses it, or choose another: --port 8090`);
	process.exitCode = 1;
}
