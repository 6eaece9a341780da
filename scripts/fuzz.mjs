import { runBuilt } from './run-built.mjs'

/** `npm run fuzz`: sends a million mutated frames to the companion. `-- --frames 20000` is quick. */
await runBuilt('test/fuzz/main.ts', ['companion'])
