import { runBuilt } from './run-built.mjs'

/** `npm run bench`: compares Hubpass with the alternatives. `-- --rounds 5` gives quick results. */
await runBuilt('test/bench/main.ts', ['chrome', 'companion'])
