import { english } from '#messages/english'
import { formatMessage } from '#messages/format'
import { isWorded, type Text, type Value } from '#messages/message'
import { HubpassError } from './errors.ts'
import type { BareFinding, Finding, FindingCode, FindingDetails } from './findings/index.ts'
import { formatFinding, messageOfFinding } from './format-finding.ts'
import { errorMessage } from './message-of.ts'

/** Returns a finding with its English text, as it crosses a border. */
export const findingOf = <Code extends FindingCode>(code: Code, details: FindingDetails<Code>): Finding =>
  completeFinding({ code, details: { ...details } })

/** What a border says of anything that was thrown: its finding, or INTERNAL for what nobody foresaw. */
export const toFinding = (thrown: unknown): Finding =>
  thrown instanceof HubpassError
    ? completeFinding(thrown.finding)
    : findingOf('INTERNAL', { detail: errorMessage(thrown) })

/** Returns the message of a finding, to stand inside another text. */
export const reasonOfFinding = (finding: BareFinding): Text =>
  messageOfFinding(english, finding, 'message') ?? completeFinding(finding).message

/** What other versions read is in English; messages in the details stay beside it, for other languages. */
export function completeFinding(finding: BareFinding): Finding {
  const { code, message, remedy, details } = finding
  if (message !== undefined && remedy !== undefined) return { ...finding, message, remedy }
  const text = formatFinding(english, finding) ?? { message: code, remedy: '' }
  const reasons = messagesIn(details)
  return reasons === undefined
    ? { code, ...text, details }
    : { code, ...text, details: { ...details, ...mapValues(reasons, inEnglish) }, reasons }
}

function messagesIn(details: Finding['details']): Record<string, Value> | undefined {
  const found = Object.entries(details).flatMap(([name, value]) =>
    isWorded(value) ? [[name, value] as const] : [],
  )
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

const inEnglish = (value: Value): unknown => {
  if (typeof value !== 'object') return value
  return 'id' in value ? formatMessage(english, value) : value.map(inEnglish)
}

const mapValues = (
  values: Record<string, Value>,
  change: (value: Value) => unknown,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]))
