// `npm start`: what it needs is installed first, and only then can TypeScript be run.
import './setup.mjs';

await import('tsx');
await import('./start.mts');
