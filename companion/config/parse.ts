import * as v from 'valibot'
import { failure } from '#protocol/errors'
import { quote } from '#protocol/quote'
import { type Configuration, ConfigurationSchema, configurationVersion } from './schema.ts'

/** The configuration out of its file's text. Throws CONFIG_INVALID, which names the place and what stands there. */
export function parseConfiguration(text: string, file: string): Configuration {
  const refuse = (problem: string) => failure('CONFIG_INVALID', { file, problem })
  const content = readJson(text)
  if (content === undefined) throw refuse(text.trim() === '' ? 'it is empty' : 'it is not complete JSON')
  const version = versionOf(content)
  if (version === undefined) throw refuse('it is not a configuration of Hubpass (no version)')
  if (version > configurationVersion) throw refuse(newer(version))
  const parsed = v.safeParse(ConfigurationSchema, content)
  if (!parsed.success) throw refuse(problemOf(parsed.issues[0]))
  return parsed.output
}

/** JSON has no undefined, so it can stand for "not JSON". */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function versionOf(content: unknown): number | undefined {
  const parsed = v.safeParse(v.looseObject({ version: v.number() }), content)
  return parsed.success ? parsed.output.version : undefined
}

const newer = (version: number): string =>
  `it was written by a newer Hubpass (version ${version}, this one reads up to ${configurationVersion})`

function problemOf(issue: v.BaseIssue<unknown>): string {
  const place = v.getDotPath(issue) ?? 'its content'
  if (issue.expected === 'never') return `${place} is not known`
  if (issue.received === 'undefined') return `${place} is missing`
  return `${place} is ${shown(issue.input)}, expected ${issue.type === 'regex' || issue.expected === null ? issue.message : issue.expected}`
}

/** A value without the user name and password that an address may hold. */
const shown = (value: unknown): string => quote(value).replace(/\/\/[^/]*@/, '//…@')
