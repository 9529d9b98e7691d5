import { compare } from './compare';
import { ROWS } from './seedRows';

/** The operations that the project began with. */
test('all twenty are here', () => {
	expect(new Set(ROWS.map(({ seed }) => seed)).size).toBe(20);
});

compare(ROWS);
