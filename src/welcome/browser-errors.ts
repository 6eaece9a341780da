import type { Finding } from '#protocol/findings/index'
import type { ConnectionCauseName } from './connection-causes.ts'

export interface ErrorPattern {
  pattern: RegExp
  /** The causes that the doctor cannot find, most likely first. */
  causes: readonly ConnectionCauseName[]
}

/**
 * The errors that browsers report for a native messaging host, with the possible causes
 * (docs/facts/browsers-and-node.md §5.3).
 */
export const errorPatterns = {
  notFound: { pattern: /host not found|no such native application/i, causes: ['otherFolder'] },
  forbidden: { pattern: /host is forbidden/i, causes: ['otherExtension'] },
  prohibited: { pattern: /disabled by the system administrator/i, causes: [] },
  exited: { pattern: /host has exited/i, causes: ['antivirus'] },
  notStarted: { pattern: /failed to start native/i, causes: ['antivirus'] },
  garbled: { pattern: /error when communicating|tried to send a message of/i, causes: ['tooLarge'] },
  invalidJson: { pattern: /invalid json message/i, causes: [] },
  invalidName: { pattern: /invalid native messaging host name/i, causes: ['ourName'] },
} satisfies Record<string, ErrorPattern>

/** The causes by finding code, for errors of unknown wording. */
const causesByCode: Record<string, readonly ConnectionCauseName[]> = {
  COMPANION_NOT_INSTALLED: errorPatterns.notFound.causes,
  COMPANION_FORBIDDEN: errorPatterns.forbidden.causes,
  COMPANION_EXITED: errorPatterns.exited.causes,
  COMPANION_GARBLED: errorPatterns.invalidJson.causes,
  COMPANION_TIMEOUT: ['slowStart'],
}

export interface BrowserError {
  /** The original error message. */
  message: string
  causes: readonly ConnectionCauseName[]
  /** The text that was received instead of a message. */
  printedText: string | undefined
}

/** Returns the possible causes of a companion finding; undefined if it needs no explanation. */
export function parseBrowserError({ code, details }: Finding): BrowserError | undefined {
  const message = [details.browserSaid, details.detail].find(text => typeof text === 'string') ?? ''
  const pattern = Object.values<ErrorPattern>(errorPatterns).find(({ pattern }) => pattern.test(message))
  const causes = pattern?.causes ?? causesByCode[code]
  return causes === undefined ? undefined : { message, causes, printedText: extractPrintedText(message) }
}

/**
 * Decodes an impossible message length into the four characters that were printed into the channel,
 * low byte first: 1668048215 is "Welc". Firefox reports the number, Chromium only logs it.
 */
export function extractPrintedText(sentence: string): string | undefined {
  const length = Number(/\b\d{8,10}\b/.exec(sentence)?.[0])
  const letters = [0, 8, 16, 24].map(shift => String.fromCharCode((length >>> shift) & 0xff)).join('')
  return /^[\x20-\x7e\t\r\n]{4}$/.test(letters) ? letters : undefined
}
