import { compare } from './compare';
import { ROWS } from './seedRows';

/** The operations that the project began with. */
test('all twenty are here', () => {
	expect(new Set(ROWS.map(({ name }) => name)).size).toBe(20);
});

compare(ROWS);
