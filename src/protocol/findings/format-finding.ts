import * as v from 'valibot'
import { type Catalogue, formatMessage, hasKey, isComplete, isKnown } from '#messages/format'
import { containsMessage, type Message, ValueSchema } from '#messages/message'
import type { Choice } from './finding.ts'
import { type BareFinding, type FindingText, findings } from './index.ts'

/**
 * Returns the texts of a finding in a language; undefined if only another version knows its code or
 * details.
 */
export function formatFinding(catalogue: Catalogue, finding: BareFinding): FindingText | undefined {
  const message = toFindingMessage(catalogue, finding, 'message')
  const remedy = toFindingMessage(catalogue, finding, 'remedy')
  return (
    message &&
    remedy && { message: formatMessage(catalogue, message), remedy: formatMessage(catalogue, remedy) }
  )
}

/**
 * Returns one of the texts as a message, which can be a value of another message. Undefined as for
 * {@link formatFinding}.
 */
export function toFindingMessage(
  catalogue: Catalogue,
  finding: BareFinding,
  part: keyof FindingText,
): Message | undefined {
  const details = withReasons(catalogue, finding)
  const { variants = [], values } = chooseText(finding.code, details)
  // A detail of another version may be no text.
  const id = [...variants.filter(variant => typeof variant === 'string' && variant !== ''), '']
    .map(variant => `finding.${finding.code}${variant && `.${variant}`}.${part}`)
    .find(key => hasKey(catalogue, key))
  const message = id && { id, values: selectValues(catalogue, { ...details, ...values }) }
  return message && isComplete(catalogue, message) ? message : undefined
}

/** Replaces English details by their messages if the catalogue has them. */
const withReasons = (
  catalogue: Catalogue,
  { details, reasons = {} }: BareFinding,
): BareFinding['details'] => ({
  ...details,
  ...Object.fromEntries(
    Object.entries(reasons).filter(([, value]) => containsMessage(value) && isKnown(catalogue, value)),
  ),
})

/** Returns the details that can fill a placeholder. */
const selectValues = (catalogue: Catalogue, details: BareFinding['details']): Message['values'] =>
  Object.fromEntries(
    Object.entries(details).flatMap(([name, value]) =>
      v.is(ValueSchema, value) && isKnown(catalogue, value) ? [[name, value]] : [],
    ),
  )

function chooseText(code: string, details: BareFinding['details']): Choice {
  const choose: unknown = Object.hasOwn(findings, code) ? Reflect.get(findings, code) : undefined
  try {
    return typeof choose === 'function' ? choose(details) : {}
  } catch {
    // Another version may have other details.
    return {}
  }
}
