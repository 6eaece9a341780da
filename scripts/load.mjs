import { runBuilt } from './run-built.mjs'

/** `npm run load`: signs in 500 times in a row and 50 at once. `-- --row 50` is quick. */
await runBuilt('test/load/main.ts', ['companion'])
