/** The name under which browsers know the companion. Browsers allow lower case, digits, dots and underscores. */
export const nativeHostName = 'hubpass.companion'

/** The extension's id, fixed by the key in build/manifest.ts; stores give another one. */
export const extensionId = 'ccaabjbndhjenpcdfadnldglehgccgka'

/** The add-on's id in Firefox, which has no key. */
export const firefoxExtensionId = 'hubpass@hubpass.example'

/** Browsers end the port when a host sends more than 1 MiB (docs/facts/browsers-and-node.md §5.3); we stop well before. */
export const maxMessageFromCompanionBytes = 1024 * 1024 - 1024

/** No request of ours comes near this; more is a fault or an attack. */
export const maxMessageToCompanionBytes = 1024 * 1024

/** A companion that is installed answers its first frame in well under a second, even on a slow disk. */
export const helloTimeoutMs = 10_000

/** How long one request to Qlik Sense may take before it counts as TIMEOUT. */
export const qlikTimeoutMs = 30_000

/** The companion's own deadline comes first, so that its finding, which knows more, wins. */
export const commandTimeoutMs = qlikTimeoutMs + 15_000

/** How long a hub page may take to load before it counts as unreachable. */
export const hubTimeoutMs = 60_000

/** HTTP.SYS can be raised to 64 KB of headers at the most (docs/facts/qlik-sense.md §1.3), and attributes travel in one. */
export const maxAttributesBytes = 64 * 1024

/** Ours: long enough for any directory, short enough to tell a paste gone wrong. */
export const maxNameLength = 255

/** A cookie's name and value share 4,096 bytes (docs/facts/browsers-and-node.md §1.4); the name keeps the rest. */
export const maxSessionIdLength = 1024

/** Of the command `sessions`: more would not fit through the channel, and nobody could look through them. */
export const maxSessionsListed = 1_000

/** Runs the companion from the folder of Hubpass, with or without `npm link`. */
export const companionCommand = ['node', 'dist/companion/hubpass.mjs'] as const
