// Refuses a release under the name that the project was begun with, or one that CHANGELOG.md says
// nothing of. Run by `npm run release` before the tag, and by the publish workflow for it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonsAgainst } from './release/reasons.mts';
import { projectDir } from './n8n/paths.mts';

const read = (file: string) => readFileSync(join(projectDir, file), 'utf8');
const { npm_new_version: next, GITHUB_REF_NAME: tag } = process.env;

const reasons = reasonsAgainst(JSON.parse(read('package.json')), read('CHANGELOG.md'), {
	version: next,
	tag,
});
for (const reason of reasons) console.error(reason);
if (reasons.length > 0) process.exitCode = 1;
