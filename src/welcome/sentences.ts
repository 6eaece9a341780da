import type { Finding } from '#protocol/findings/index'
import type { CauseName } from './causes.ts'

export interface Sentence {
  says: RegExp
  /** Most likely first. */
  causes: readonly CauseName[]
}

/** All that browsers say about a native messaging host that did not come, and what it can mean (peers-and-platform-facts §5.3). */
export const sentences = {
  notFound: {
    says: /host not found|no such native application/i,
    causes: ['notRegistered', 'otherFolder', 'sandboxed', 'policyHides', 'damaged'],
  },
  forbidden: {
    says: /host is forbidden/i,
    causes: ['otherExtension', 'otherBrowsersEntry', 'editedOrigins'],
  },
  prohibited: { says: /disabled by the system administrator/i, causes: ['policyForbids'] },
  exited: {
    says: /host has exited/i,
    causes: ['nodeMoved', 'crashed', 'notExecutable', 'antivirus', 'damaged'],
  },
  notStarted: {
    says: /failed to start native/i,
    causes: ['notExecutable', 'antivirus', 'nodeMoved', 'damaged'],
  },
  garbled: {
    says: /error when communicating|tried to send a message of/i,
    causes: ['printsAtStart', 'commandPromptPrints', 'otherProgram', 'tooLarge'],
  },
  invalidJson: { says: /invalid json message/i, causes: ['otherProgram', 'printsAtStart'] },
  invalidName: { says: /invalid native messaging host name/i, causes: ['ourName'] },
} satisfies Record<string, Sentence>

/** Where the browser said nothing that is known: by what Hubpass made of it. */
const byCode: Record<string, readonly CauseName[]> = {
  COMPANION_NOT_INSTALLED: sentences.notFound.causes,
  COMPANION_FORBIDDEN: sentences.forbidden.causes,
  COMPANION_EXITED: sentences.exited.causes,
  COMPANION_GARBLED: sentences.invalidJson.causes,
  COMPANION_TIMEOUT: ['slowStart', 'crashed', 'otherProgram'],
}

export interface Decoded {
  /** As the browser put it. */
  said: string
  causes: readonly CauseName[]
  /** What was printed where a message should have begun. */
  printed: string | undefined
}

/** What a finding about the companion can mean; undefined for one that says it all by itself. */
export function decoded({ code, details }: Finding): Decoded | undefined {
  const said = [details.browserSaid, details.detail].find(text => typeof text === 'string') ?? ''
  const known = Object.values<Sentence>(sentences).find(({ says }) => says.test(said))
  const causes = known?.causes ?? byCode[code]
  return causes === undefined ? undefined : { said, causes, printed: printedIn(said) }
}

/**
 * A length that cannot be one is four letters of a text that was printed into the channel, the first one lowest:
 * 1668048215 is "Welc". Firefox tells the number, Chromium only its log.
 */
export function printedIn(sentence: string): string | undefined {
  const length = Number(/\b\d{8,10}\b/.exec(sentence)?.[0])
  const letters = [0, 8, 16, 24].map(shift => String.fromCharCode((length >>> shift) & 0xff)).join('')
  return /^[\x20-\x7e\t\r\n]{4}$/.test(letters) ? letters : undefined
}
