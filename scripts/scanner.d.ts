declare module '@n8n/scan-community-package/scanner/scanner.mjs' {
	/** The sources that the scanner lints, as globs. */
	export const SOURCE_FILE_PATTERNS: string[];
	export function buildScanConfig(): Promise<Array<import('eslint').Linter.Config>>;
}
