import type { Company, State } from './state';

/** A company with nothing in it yet. */
export function addCompany(
	state: Pick<State, 'companies'>,
	details: Pick<Company, 'id' | 'name' | 'created'> & Partial<Company>,
): Company {
	const company: Company = {
		tags: {},
		createdByUserName: 'Sandbox',
		products: [],
		connections: [],
		syncs: [],
		nextSync: { code: 2000 },
		pushes: [],
		pulls: [],
		transactions: [],
		nextPulls: {},
		files: [],
		reports: [],
		nextReports: {},
		uploads: [],
		records: new Map(),
		payables: new Map(),
		bankFeeds: new Map(),
		...details,
	};
	state.companies.set(company.id, company);
	return company;
}

/** A company, as it is answered (Platform spec: `Company`). */
export function companyBody(company: Company) {
	const { id, name, description, tags, created, createdByUserName, products } = company;
	const lastSyncs = company.connections.flatMap(({ lastSync }) => lastSync ?? []).sort();
	return {
		id,
		name,
		description,
		redirect: `https://link.codat.io/company/${id}`,
		lastSync: lastSyncs.at(-1),
		created,
		createdByUserName,
		products,
		tags,
		dataConnections: company.connections,
		referenceSubsidiaryCompanies: [],
	};
}
