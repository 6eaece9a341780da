import * as v from 'valibot'
import { failure } from '#protocol/errors'
import { quote } from '#protocol/text'
import { type Configuration, ConfigurationSchema, configurationVersion } from './schema.ts'

/** The configuration out of its file's text. Throws CONFIG_INVALID, which names the place and what stands there. */
export function parseConfiguration(text: string, file: string): Configuration {
  const toFailure = (problem: string) => failure('CONFIG_INVALID', { file, problem })
  const content = parseJson(text)
  if (content === undefined) throw toFailure(text.trim() === '' ? 'it is empty' : 'it is not complete JSON')
  const version = readVersion(content)
  if (version === undefined) throw toFailure('it is not a configuration of Hubpass (no version)')
  if (version > configurationVersion) throw toFailure(describeNewerVersion(version))
  const parsed = v.safeParse(ConfigurationSchema, content)
  if (!parsed.success) throw toFailure(describeIssue(parsed.issues[0]))
  return parsed.output
}

/** JSON has no undefined, so it can stand for "not JSON". */
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

const describeNewerVersion = (version: number): string =>
  `it was written by a newer Hubpass (version ${version}, this one reads up to ${configurationVersion})`

function describeIssue(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue) ?? 'its content'
  if (issue.expected === 'never') return `${path} is not known`
  if (issue.received === 'undefined') return `${path} is missing`
  return `${path} is ${quoteWithoutPassword(issue.input)}, expected ${issue.type === 'regex' || issue.expected === null ? issue.message : issue.expected}`
}

/** A value without the user name and password that an address may hold. */
const quoteWithoutPassword = (value: unknown): string => quote(value).replace(/\/\/[^/]*@/, '//…@')
