import { formatLoggedJson } from '../../../util/log-commands.ts'
import { type CaseItem, isFailed } from '../../expectations/judgement.ts'
import type { CaseEntry } from '../../journal/entries.ts'
import type { ReportSource } from '../reporter.ts'
import { explainItem, formatRerun } from '../words.ts'
import { describeRule } from './rule-texts.ts'

/** GitHub refuses a file with more. */
const maxResults = 25_000

const levels = { high: 'error', medium: 'warning', low: 'note', info: 'note' } as const
/** How GitHub sorts rules, from 0 to 10. */
const scores = { high: '8.0', medium: '5.0', low: '3.0', info: '0.5' } as const

/** Yields the failed and the waived items. The place is the line of the persona. */
export async function* formatSarif({ journals, summary }: ReportSource): AsyncGenerator<string> {
  const { run } = journals
  const driver = {
    name: 'Hubpass',
    version: run.hubpass,
    rules: summary.rules.map(toRule),
  }
  const invocation = {
    executionSuccessful: summary.isComplete,
    exitCode: summary.exitCode,
    startTimeUtc: new Date(summary.startedAt).toISOString(),
    endTimeUtc: new Date(summary.endedAt).toISOString(),
  }
  const head = { tool: { driver }, invocations: [invocation], columnKind: 'utf16CodeUnits' }
  yield '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[\n'
  yield `${formatLoggedJson(head).slice(0, -1)},"results":[`
  let [separator, count] = ['\n', 0]
  for await (const entry of journals.readCases())
    for (const item of entry.items) {
      if (!isFailed(item.verdict) && item.verdict !== 'waived') continue
      count += 1
      if (count > maxResults) continue
      const index = summary.rules.findIndex(({ id }) => id === item.id)
      yield separator + formatLoggedJson(toResult(entry, item, { index, rerun: formatRerun(run, entry) }))
      separator = ',\n'
    }
  yield '\n]}\n]}\n'
}

const toRule = ({ id, title, severity, references = [] }: CaseItem) => ({
  id,
  name: title,
  shortDescription: { text: title },
  ...describeRule(id, title),
  defaultConfiguration: { level: levels[severity ?? 'high'] },
  properties: {
    tags: references.length === 0 ? ['expectation'] : ['security', ...references],
    ...(references.length === 0 ? {} : { 'security-severity': scores[severity ?? 'high'] }),
  },
})

interface ResultOptions {
  index: number
  rerun: string
}

function toResult(entry: CaseEntry, item: CaseItem, { index, rerun }: ResultOptions) {
  const { place, name, id } = entry
  return {
    ruleId: item.id,
    ruleIndex: index,
    level: levels[item.severity ?? 'high'],
    message: { text: [`${name}: ${explainItem(item).join('\n')}`, rerun].join('\n') },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: toUri(place.file) },
          region: { startLine: place.line, startColumn: place.column },
        },
        logicalLocations: [{ fullyQualifiedName: name }],
      },
    ],
    partialFingerprints: { 'hubpassCase/v1': `${id}/${item.id}` },
    ...(item.verdict === 'waived'
      ? {
          suppressions: [
            {
              kind: 'external',
              status: 'accepted',
              justification: `${item.waiver?.because ?? ''} (until ${item.waiver?.until ?? ''})`,
            },
          ],
        }
      : {}),
  }
}

/** Relative paths stay relative: forges resolve them in the repository. */
const toUri = (file: string): string =>
  encodeURI(file.replaceAll('\\', '/').replace(/^(?=[a-zA-Z]:\/)/, '/'))
    .replaceAll('#', '%23')
    .replaceAll('?', '%3F')
    .replace(/^(?:\.\/)+/, '')
