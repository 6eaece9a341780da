import * as v from 'valibot'
import { type Message, message, type Text } from '#messages/message'
import { failure } from '#protocol/errors'
import { quote } from '#protocol/text'
import { type Configuration, ConfigurationSchema, configurationVersion } from './schema.ts'

/**
 * Parses the configuration file. Throws CONFIG_INVALID with the field and its value, or with the
 * line, the column and what to do.
 */
export async function parseConfiguration(text: string, file: string): Promise<Configuration> {
  const toFailure = (problem: Text) => failure('CONFIG_INVALID', { file, problem })
  if (text.trim() === '') throw toFailure(message('reason.configEmpty'))
  const content = parseJson(text)
  if (content === undefined) throw toFailure(await describeJsonProblem(text))
  const version = readVersion(content)
  if (version === undefined) throw toFailure(message('reason.configWithoutVersion'))
  if (version > configurationVersion) throw toFailure(describeNewerVersion(version))
  const parsed = v.safeParse(ConfigurationSchema, content)
  if (!parsed.success) throw toFailure(describeIssue(parsed.issues[0]))
  // JSON.parse takes the last value, so that a second list of users would replace the first one.
  if (countWrittenNames(text) > countNames(content)) throw toFailure(await describeJsonProblem(text))
  return parsed.output
}

/** Loads the tolerant parser only for a file that has a problem. */
async function describeJsonProblem(text: string): Promise<Message> {
  const { findJsonProblem } = await import('./find-json-problem.ts')
  return findJsonProblem(text) ?? message('reason.configNotJson')
}

const countWrittenNames = (text: string): number =>
  [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length

const countNames = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Object.values(value).reduce(
        (sum: number, each) => sum + countNames(each),
        Array.isArray(value) ? 0 : Object.keys(value).length,
      )
    : 0

/** Returns undefined for text that is not JSON, because JSON has no undefined. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readVersion(content: unknown): number | undefined {
  const parsed = v.safeParse(v.looseObject({ version: v.number() }), content)
  return parsed.success ? parsed.output.version : undefined
}

const describeNewerVersion = (version: number): Message =>
  message('reason.configNewer', { version, supported: configurationVersion })

function describeIssue(issue: v.BaseIssue<unknown>): Message {
  const field = v.getDotPath(issue) ?? message('reason.fieldContent')
  if (issue.expected === 'never') return message('reason.fieldUnknown', { field })
  if (issue.received === 'undefined') return message('reason.fieldMissing', { field })
  return message('reason.fieldInvalid', {
    field,
    received: quoteWithoutPassword(issue.input),
    expected: expectedBy(issue),
  })
}

/** A rule of ours may name a message; the parser says what it expects by itself. */
function expectedBy({ message: rule, type, expected }: v.BaseIssue<unknown>): Text {
  if (rule.startsWith('reason.')) return { id: rule, values: {} }
  return type === 'regex' ? rule : (expected ?? rule)
}

/** Quotes a value without the user name and password that an address may contain. */
const quoteWithoutPassword = (value: unknown): string => quote(value).replace(/\/\/[^/]*@/, '//…@')
