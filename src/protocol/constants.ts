/**
 * The name of the native messaging host. Browsers allow lower-case letters, digits, dots and
 * underscores.
 */
export const nativeHostName = 'hubpass.companion'

/** The id of the extension, fixed by the key in manifest.config.ts. Stores assign another one. */
export const extensionId = 'ccaabjbndhjenpcdfadnldglehgccgka'

/** The id of the add-on in Firefox, which uses no key. */
export const firefoxExtensionId = '{ee8ef1ed-cb7e-45fa-b01c-2e2f58286b32}'

/** The id of version 0.1.0, which an upgraded companion still allows. */
export const formerFirefoxExtensionId = 'hubpass@hubpass.example'

/**
 * Browsers close the port if a host sends more than 1 MiB (docs/facts/browsers-and-node.md §5.3).
 */
export const maxMessageFromCompanionBytes = 1024 * 1024 - 1024

/** Far above any valid request. */
export const maxMessageToCompanionBytes = 1024 * 1024

/** Far above any message of Hubpass. A deeper one could exhaust the stack of its reader. */
export const maxMessageDepth = 32

/** The number of requests that a companion runs at once. The extension never needs so many. */
export const maxRunningRequests = 32

/** An installed companion answers in well under a second, even from a slow disk. */
export const helloTimeoutMs = 10_000

/** The time limit of a request to Qlik Sense, after which it fails with TIMEOUT. */
export const qlikTimeoutMs = 30_000

/** Longer than the companion's own limit, whose finding has more details. */
export const commandTimeoutMs = qlikTimeoutMs + 15_000

/** How long a person may take to answer the dialogs about a site. */
export const siteDialogTimeoutMs = 10 * 60_000

/** The checks of a site run one after the other, and each may wait for a server. */
export const siteCheckTimeoutMs = 5 * 60_000

/** The longest time without a report of progress. A single session check may wait for several answers. */
export const xrayTimeoutMs = 5 * 60_000

/** The time limit for loading a hub page. */
export const hubTimeoutMs = 60_000

/**
 * Attributes are sent in a header, and HTTP.SYS allows at most 64 KB of headers
 * (docs/facts/qlik-sense.md §1.3).
 */
export const maxAttributesBytes = 64 * 1024

/** Our own limit: long enough for any directory, short enough to detect a wrong paste. */
export const maxNameLength = 255

/**
 * A cookie's name and value share 4,096 bytes (docs/facts/browsers-and-node.md §1.4). The name gets
 * the rest.
 */
export const maxSessionIdLength = 1024

/** The limit of the command `sessions`. More would not fit into a message. */
export const maxSessionsListed = 1_000

/** The limit of the command `users`: more than anyone reads through. */
export const maxUsersListed = 50

/** The sessions that Qlik Sense allows a user on a virtual proxy at a time (docs/facts/qlik-sense.md §4.6). */
export const sessionLimit = 5

/** The page of the extension in the store of Chromium-based browsers; empty until there is one. */
export const storeAddress = ''

/** Runs the companion from the folder of Hubpass, with or without `npm link`. */
export const companionCommand = ['node', 'dist/companion/hubpass.mjs'] as const
