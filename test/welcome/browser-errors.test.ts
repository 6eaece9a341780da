import { describe, expect, it } from 'vitest'
import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { toDisconnectError } from '../../src/background/companion/disconnect-reason.ts'
import { errorPatterns, extractPrintedText, parseBrowserError } from '../../src/welcome/browser-errors.ts'
import { causesFor, connectionCauses } from '../../src/welcome/connection-causes.ts'

/** The wording of browsers (Chromium 156, Firefox 153), with the causes that the doctor cannot find. */
const browserErrorCases: Record<keyof typeof errorPatterns, { spellings: string[]; causes: string[] }> = {
  notFound: {
    spellings: ['Specified native messaging host not found.', 'No such native application hubpass.companion'],
    causes: ['otherFolder'],
  },
  forbidden: {
    spellings: ['Access to the specified native messaging host is forbidden.'],
    causes: ['otherExtension'],
  },
  prohibited: {
    spellings: ['Access to the native messaging host was disabled by the system administrator.'],
    causes: [],
  },
  exited: { spellings: ['Native host has exited.'], causes: ['antivirus'] },
  notStarted: { spellings: ['Failed to start native messaging host.'], causes: ['antivirus'] },
  garbled: {
    spellings: [
      'Error when communicating with the native messaging host.',
      'Native application tried to send a message of 1668048215 bytes, which exceeds the limit of 1048576 bytes.',
    ],
    causes: ['tooLarge'],
  },
  invalidJson: {
    spellings: ['The sender sent an invalid JSON message; message ignored.'],
    causes: [],
  },
  invalidName: { spellings: ['Invalid native messaging host name specified.'], causes: ['ourName'] },
}

const decodedOf = (thrown: unknown) => parseBrowserError(toFinding(thrown))

describe.each(Object.entries(browserErrorCases))('the sentence %s', (_, { spellings, causes }) => {
  it.each(spellings)("is recognized in the browser's wording: %s", sentence =>
    expect(decodedOf(toDisconnectError(sentence, 'a'.repeat(32)))).toMatchObject({
      message: sentence,
      causes,
    }),
  )

  it.each(spellings)('matches no other pattern: %s', sentence =>
    expect(Object.values(errorPatterns).filter(({ pattern }) => pattern.test(sentence))).toHaveLength(1),
  )
})

it.each([
  ['windows', 'chrome', ['antivirus']],
  ['linux', 'chrome', ['otherFolder']],
  ['linux', 'firefox', []],
  ['macos', 'firefox', ['antivirus']],
] as const)('causesFor on %s in %s returns only causes that can occur there', (system, browser, causes) => {
  const names = causesFor({ system, browser }, ['otherFolder', 'antivirus']).map(({ name }) => name)
  expect(names).toEqual(causes)
})

it('every connection cause belongs to an error', () => {
  const silent = decodedOf(failure('COMPANION_TIMEOUT', { command: 'hello', afterMs: 1 }))
  const used = new Set([...Object.values(errorPatterns), silent].flatMap(meaning => meaning?.causes ?? []))
  expect([...used].sort()).toEqual(Object.keys(connectionCauses).sort())
})

it('parseBrowserError uses the finding code for unknown wording', () => {
  const meaning = decodedOf(toDisconnectError('Something nobody has ever seen', ''))
  expect(meaning).toEqual({
    message: 'Something nobody has ever seen',
    causes: errorPatterns.exited.causes,
    printedText: undefined,
  })
})

it('parseBrowserError returns undefined for findings that need no explanation', () =>
  expect(decodedOf(failure('CONFIG_INVALID', { file: 'f', problem: 'p' }))).toBeUndefined())

it.each([
  ['Native application tried to send a message of 1668048215 bytes', 'Welc'],
  ['a message of 1836017711 bytes', '/hom'],
  ['a message of 218762506 bytes', '\n\r\n\r'],
  ['a message of 2000000 bytes', undefined],
  ['a message of 4294967295 bytes', undefined],
  ['Native host has exited.', undefined],
])('extractPrintedText of "%s" is %j', (sentence, printed) =>
  expect(extractPrintedText(sentence)).toBe(printed),
)
