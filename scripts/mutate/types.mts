import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { projectDir } from '../n8n/paths.mts';

/** @returns whether a source file with another text still compiles; its users are not looked at */
export function typeChecker(files: string[]): (file: string, text: string) => boolean {
	const { config } = ts.readConfigFile(join(projectDir, 'tsconfig.json'), ts.sys.readFile);
	const { options } = ts.parseJsonConfigFileContent(config, ts.sys, projectDir);
	const texts = new Map<string, { text: string; version: number }>();
	const service = ts.createLanguageService({
		getCompilationSettings: () => options,
		getScriptFileNames: () => files.map((file) => join(projectDir, file)),
		getScriptVersion: (path) => String(texts.get(path)?.version ?? 0),
		getScriptSnapshot: (path) => {
			const text = texts.get(path)?.text ?? ts.sys.readFile(path);
			return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
		},
		getCurrentDirectory: () => projectDir,
		getDefaultLibFileName: ts.getDefaultLibFilePath,
		fileExists: ts.sys.fileExists,
		readFile: ts.sys.readFile,
		readDirectory: ts.sys.readDirectory,
	});
	let version = 0;
	return (file, text) => {
		const path = join(projectDir, file);
		texts.set(path, { text, version: ++version });
		const errors = [
			...service.getSyntacticDiagnostics(path),
			...service.getSemanticDiagnostics(path),
		];
		texts.set(path, { text: readFileSync(path, 'utf8'), version: ++version });
		return errors.length === 0;
	};
}
