import { failure, type HubpassError } from '#protocol/errors'

/**
 * Maps the browsers' messages about native hosts to findings
 * (docs/facts/browsers-and-node.md §5.3).
 */
const disconnectErrors: [RegExp, (browserSaid: string, extensionId: string) => HubpassError][] = [
  [
    /not found|no such native application/i,
    browserSaid => failure('COMPANION_NOT_INSTALLED', { browserSaid }),
  ],
  [/forbidden/i, (browserSaid, extensionId) => failure('COMPANION_FORBIDDEN', { extensionId, browserSaid })],
  [/communicating|invalid json/i, browserSaid => failure('COMPANION_GARBLED', { detail: browserSaid })],
]

/**
 * Derives why the companion is gone from the message of the browser, the only available
 * information.
 */
export function toDisconnectError(browserSaid: string, extensionId: string): HubpassError {
  const known = disconnectErrors.find(([pattern]) => pattern.test(browserSaid))
  return known === undefined
    ? failure('COMPANION_EXITED', { browserSaid })
    : known[1](browserSaid, extensionId)
}
