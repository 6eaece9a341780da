import * as v from 'valibot'
import type { BareFinding, FindingText } from '#protocol/findings/index'
import { breakLogCommands } from '../../util/log-commands.ts'
import { stripControlCharacters } from '../../util/text.ts'
import { rewriteCommands } from '../rewrite-commands.ts'

/** Formats a finding as two lines: what happened, what to do. The mistakes of a plan or a list have one line each. */
export function formatFinding({ message, remedy, ...finding }: FindingText & Partial<BareFinding>): string {
  const problems = listProblems(finding)
  const lines = problems.length > 0 ? problems : [message, rewriteCommands(remedy)]
  return lines.map(line => `${breakLogCommands(stripControlCharacters(line))}\n`).join('')
}

/** As compilers write them, so that editors can jump to their places. */
function listProblems({ code, details }: Partial<BareFinding>): string[] {
  if (code !== 'PLAN_INVALID' && code !== 'USER_LIST_INVALID') return []
  const { problems, hidden } = v.parse(PlanProblemsSchema, details)
  return [
    ...problems.map(each => `${each.file}:${each.line}:${each.column}: ${each.problem}. ${each.remedy}`),
    ...(hidden === 0 ? [] : [`And ${hidden} more.`]),
  ]
}

const PlanProblemsSchema = v.object({
  problems: v.array(
    v.object({
      file: v.string(),
      line: v.number(),
      column: v.number(),
      problem: v.string(),
      remedy: v.string(),
    }),
  ),
  hidden: v.number(),
})
