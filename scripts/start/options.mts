export const HELP = `npm start: try the Codat nodes in a real n8n on this machine.

It installs n8n the first time (about 5 minutes, 3 GB), starts it with the nodes and a made-up
Codat to try them on, and prints a link to open. Ctrl-C ends all of it; what you make is kept.

Settings (environment variables):
  PORT=5678          the port that n8n listens on, on this machine only
  CODAT_API_KEY=...  use your real Codat account in place of the made-up one
`;

export interface StartSettings {
	port: number;
	/** The key of a real Codat account; undefined to use the sandbox. */
	codatApiKey?: string;
}

/**
 * @returns the settings of `npm start`, or undefined when the user asks for help
 * @throws Error in plain words when one makes no sense
 */
export function readSettings(
	args: string[],
	env: Record<string, string | undefined>,
): StartSettings | undefined {
	if (args.includes('--help') || args.includes('-h')) return undefined;
	if (args.length > 0) throw new Error(`Unknown option: ${args[0]}\n\n${HELP}`);
	const port = Number(env.PORT || 5678);
	if (!Number.isInteger(port) || port < 1 || port > 65_535) {
		throw new Error(`PORT must be a number from 1 to 65535, not '${env.PORT}'.`);
	}
	return { port, codatApiKey: env.CODAT_API_KEY?.trim() || undefined };
}
