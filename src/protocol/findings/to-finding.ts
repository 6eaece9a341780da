import { english } from '#messages/english'
import { formatMessage, isKnown } from '#messages/format'
import { containsMessage, type Text, type Value } from '#messages/message'
import { HubpassError } from '../errors.ts'
import { errorMessage } from '../text.ts'
import { formatFinding, toFindingMessage } from './format-finding.ts'
import type { BareFinding, Finding, FindingCode, FindingDetails } from './index.ts'

/** Returns a finding with its English text, as other processes receive it. */
export const findingOf = <Code extends FindingCode>(code: Code, details: FindingDetails<Code>): Finding =>
  completeFinding({ code, details: { ...details } })

/** Returns the finding for anything thrown; INTERNAL for an unexpected error. */
export const toFinding = (thrown: unknown): Finding =>
  thrown instanceof HubpassError
    ? completeFinding(thrown.finding)
    : findingOf('INTERNAL', { detail: errorMessage(thrown) })

/** Returns the message of a finding as the reason inside another text. */
export const reasonOfFinding = (finding: BareFinding): Text =>
  toFindingMessage(english, finding, 'message') ?? completeFinding(finding).message

/**
 * Adds the English text, which other versions read. Moves messages in the details to `reasons`, for
 * other languages.
 */
export function completeFinding(finding: BareFinding): Finding {
  const { code, message, remedy, details } = finding
  if (message !== undefined && remedy !== undefined) return { ...finding, message, remedy }
  const text = formatFinding(english, finding) ?? { message: code, remedy: '' }
  const reasons = selectMessages(details)
  return reasons === undefined
    ? { code, ...text, details }
    : { code, ...text, details: { ...details, ...mapValues(reasons, toEnglish) }, reasons }
}

function selectMessages(details: Finding['details']): Record<string, Value> | undefined {
  const found = Object.entries(details).flatMap(([name, value]) =>
    containsMessage(value) && isKnown(english, value) ? [[name, value] as const] : [],
  )
  return found.length === 0 ? undefined : Object.fromEntries(found)
}

const toEnglish = (value: Value): unknown => {
  if (typeof value !== 'object') return value
  return 'id' in value ? formatMessage(english, value) : value.map(toEnglish)
}

const mapValues = (
  values: Record<string, Value>,
  change: (value: Value) => unknown,
): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]))
