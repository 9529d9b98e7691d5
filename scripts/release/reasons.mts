/** What of package.json a release hangs on. */
export interface Manifest {
	name: string;
	version: string;
	author?: { name?: string; email?: string };
	homepage?: string;
	repository?: { url?: string };
}

/** What stands in package.json until someone publishes under a name of their own. */
const BEGUN_WITH = /^n8n-nodes-codat\b|<.*>|example\.(com|org|net)/i;

/**
 * Why a version can't be released yet, each in a sentence; none when it can.
 *
 * @param changelog the text of CHANGELOG.md
 * @param version that is to be released, if it is not package.json's
 * @param tag of the commit, where there is one already
 */
export function reasonsAgainst(
	manifest: Manifest,
	changelog: string,
	{ version = manifest.version, tag }: { version?: string; tag?: string } = {},
): string[] {
	const { author = {}, homepage = '', repository = {} } = manifest;
	const [, url, owner] =
		/^git\+(https:\/\/github\.com\/([^/]+)\/[^/]+)\.git$/.exec(repository.url ?? '') ?? [];
	const isOpen = (value?: string) => !value?.trim() || BEGUN_WITH.test(value);
	return [
		isOpen(author.name) && "Fill in 'author.name' in package.json: n8n compares it with GitHub's.",
		isOpen(author.email) && "Fill in 'author.email' in package.json.",
		isOpen(owner) &&
			"Fill in 'repository.url' in package.json, as git+https://github.com/OWNER/REPOSITORY.git.",
		url && homepage !== `${url}#readme` && `'homepage' in package.json should be ${url}#readme.`,
		!changelog.split('\n').includes(`## ${version}`) && `CHANGELOG.md has no '## ${version}'.`,
		tag && tag !== `v${version}` && `The tag ${tag} is not v${version}, package.json's version.`,
	].filter((reason): reason is string => Boolean(reason));
}
