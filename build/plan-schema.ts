import { type JsonSchema, toJsonSchema } from '@valibot/to-json-schema'
import type { Plugin } from 'vite'
import { PlanSchema } from '../companion/check/plan/schema.ts'

/** The name of the schema in the folder of the companion, for editors. */
export const planSchemaFile = 'plan.schema.json'

/** Returns the JSON schema of plans. It lacks the rules that only a program can check. */
export const createPlanSchema = (): JsonSchema => ({
  title: 'Plan of hubpass check',
  ...toJsonSchema(PlanSchema, { errorMode: 'ignore', target: 'draft-07' }),
})

export const formatPlanSchema = (): string => `${JSON.stringify(createPlanSchema(), null, 2)}\n`

/** Emits the schema beside the companion. Editors complete and check plans with it. */
export const emitPlanSchema: Plugin = {
  name: 'hubpass:plan-schema',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: planSchemaFile, source: formatPlanSchema() })
  },
}
