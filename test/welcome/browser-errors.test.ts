import { describe, expect, it } from 'vitest'
import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import { toDisconnectError } from '../../src/background/companion/disconnect-reason.ts'
import { errorPatterns, extractPrintedText, parseBrowserError } from '../../src/welcome/browser-errors.ts'
import { causesFor, connectionCauses } from '../../src/welcome/connection-causes.ts'
import type { OperatingSystem } from '../../src/welcome/platform-info.ts'

/** What browsers say, letter by letter (Chromium 156, Firefox 153), with the likeliest cause. */
const browserErrorCases: Record<keyof typeof errorPatterns, [sentence: string, likeliest: string][]> = {
  notFound: [
    ['Specified native messaging host not found.', 'notRegistered'],
    ['No such native application hubpass.companion', 'notRegistered'],
  ],
  forbidden: [['Access to the specified native messaging host is forbidden.', 'otherExtension']],
  prohibited: [
    ['Access to the native messaging host was disabled by the system administrator.', 'policyForbids'],
  ],
  exited: [['Native host has exited.', 'nodeMoved']],
  notStarted: [['Failed to start native messaging host.', 'notExecutable']],
  garbled: [
    ['Error when communicating with the native messaging host.', 'printsAtStart'],
    [
      'Native application tried to send a message of 1668048215 bytes, which exceeds the limit of 1048576 bytes.',
      'printsAtStart',
    ],
  ],
  invalidJson: [['The sender sent an invalid JSON message; message ignored.', 'otherProgram']],
  invalidName: [['Invalid native messaging host name specified.', 'ourName']],
}

const decodedOf = (thrown: unknown) => parseBrowserError(toFinding(thrown))

describe.each(Object.entries(browserErrorCases))('the sentence %s', (name, spellings) => {
  it.each(spellings)("is recognized in the browser's wording: %s", (sentence, likeliest) => {
    const meaning = decodedOf(toDisconnectError(sentence, 'a'.repeat(32)))
    expect(meaning).toMatchObject({ message: sentence })
    expect(meaning?.causes).toEqual(
      Object.entries(errorPatterns).find(([known]) => known === name)?.[1].causes,
    )
    expect(meaning?.causes[0]).toBe(likeliest)
  })

  it('matches no other pattern', () => {
    for (const [sentence] of spellings)
      expect(Object.entries(errorPatterns).filter(([, { pattern }]) => pattern.test(sentence))).toHaveLength(
        1,
      )
  })
})

it.each<OperatingSystem>(['windows', 'macos', 'linux'])('every browser error has a cause on %s', system => {
  for (const { causes: names } of Object.values(errorPatterns))
    expect(causesFor(system, names)).not.toEqual([])
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
