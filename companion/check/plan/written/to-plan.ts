import { basename } from 'node:path'
import { listNotes } from '../notes.ts'
import type { Plan } from '../plan.ts'
import type { PlanFile } from '../schema.ts'
import { type PlanContext, reportDuplicates } from './context.ts'
import { toBlock } from './to-block.ts'
import { toLimits } from './to-limits.ts'

/** Returns the plan that somebody has written. Reports what the schema cannot know. */
export function toPlan(written: PlanFile, context: PlanContext): Plan {
  const { file, yaml, problems } = context
  const { cases = [], personas } = written
  if (personas === undefined && cases.length === 0)
    problems.add(yaml.locate([]), 'The plan has neither personas nor cases', 'Add personas.')
  reportDuplicates(
    cases.map(({ name }) => name),
    index => ['cases', index, 'name'],
    context,
  )
  const blocks = [
    ...(personas === undefined ? [] : [toBlock({}, [], written, context)]),
    ...cases.map((block, index) => toBlock(block, ['cases', index], written, context)),
  ]
  return {
    file,
    name: written.name ?? basename(file),
    blocks,
    limits: toLimits(written.limits),
    notes: listNotes(written, context),
  }
}
