import { company, platform } from '../../fields/locators';
import type { Operation } from '../operation';

export const create: Operation = {
	name: 'Create',
	action: 'Create connection',
	description:
		'Create a connection for a company to a platform. Your customer authorizes it at the link URL that is returned.',
	endpoint: 'POST /companies/{companyId}/connections',
	fields: [company, platform],
	body: ({ platformKey }) => ({ platformKey }),
};
