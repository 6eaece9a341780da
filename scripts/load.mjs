import { runBuilt } from './run-built.mjs'

/**
 * `npm run load`: signs in 500 times in a row and 50 at once, and checks plans with 10,000 cases.
 * `-- --row 50 --cases 500` is quick, and `--cases 0` leaves the plans out.
 */
await runBuilt('test/load/main.ts', ['companion'])
