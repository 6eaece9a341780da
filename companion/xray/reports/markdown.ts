import { inEnglish } from '#messages/checks/english'
import { escapeMarkdown, toMarkdownCode } from '../../util/markup.ts'
import type { EnglishCheck, EnglishResult } from '../english-result.ts'
import { describeAccess } from './access.ts'
import { listCoverage } from './coverage.ts'
import { describeTarget, explain, formatRemedy, select, summarize, verdicts, verdictTitles } from './sort.ts'

/** Formats a result for tickets and wikis. */
export function formatMarkdown(result: EnglishResult): string {
  const sections = verdicts.flatMap(verdict => {
    const checks = select(result, verdict)
    return checks.length === 0 ? [] : [`## ${verdictTitles[verdict]}`, checks.map(formatCheck).join('\n\n')]
  })
  const coverage = listCoverage(result).map(
    ({ id, checks, verdict }) => `| ${id} | ${checks.join(', ')} | ${verdict} |`,
  )
  return `${[
    '# X-ray of a session',
    `**${summarize(result)}**`,
    escapeMarkdown(describeTarget(result)),
    ...describeAccess(result).map(escapeMarkdown),
    ...sections,
    '## ASVS 5.0 coverage',
    ['| requirement | checks | verdict |', '| --- | --- | --- |', ...coverage].join('\n'),
  ].join('\n\n')}\n`
}

function formatCheck(check: EnglishCheck): string {
  const { id, title, severity, message, evidence, remedy, references } = check
  const { asked, why } = explain(check)
  return [
    `### ${id} ${escapeMarkdown(title)} (${severity})`,
    `**${escapeMarkdown(message)}**`,
    escapeMarkdown(`${inEnglish(asked)} ${inEnglish(why)}`),
    ...(evidence.length === 0 ? [] : [evidence.map(line => `- ${toMarkdownCode(line)}`).join('\n')]),
    ...(remedy === undefined ? [] : [`**Remedy:** ${escapeMarkdown(formatRemedy(remedy))}`]),
    `References: ${references.map(escapeMarkdown).join(', ')}`,
  ].join('\n\n')
}
