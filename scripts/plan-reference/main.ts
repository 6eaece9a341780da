import { writeFileSync } from 'node:fs'
import { createPlanSchema } from '../../build/plan-schema.ts'
import { fromRoot } from '../setup/root.mjs'
import { formatReference } from './format-reference.ts'

/** Writes docs/check/plan.md from the schema of plans. */
writeFileSync(fromRoot('docs/check/plan.md'), formatReference(createPlanSchema()))
