import { protocolVersions } from '#protocol/versions'
import type { Random } from './random.ts'

/** The sites of a fuzzed companion: reachable, limited to some users, and out of service. */
export const fuzzedSites = ['acme', 'limited', 'closed'] as const

/** Begins every session id of a fuzz run. */
export const fuzzedSessionId = 'fuzzed-session-'

/** Returns a valid request, as the extension sends it. */
export function createRequest(random: Random, id: number): Record<string, unknown> {
  const [command, createParams] = random.pickWeighted(requests)
  return { id, command, params: createParams(random, id) }
}

type CreateParams = (random: Random, id: number) => Record<string, unknown>

const createSite = (random: Random): string => random.pick(fuzzedSites)
const createPrefix = (random: Random): string => random.pick(['', 'sales', 'unknown'])
const createSessionId = (random: Random): string => `${fuzzedSessionId}${random.below(1_000)}`
const createUser = (random: Random) => ({
  userDirectory: random.pick(['DOMAIN', 'TESTING_1', ' testing_2 ']),
  userId: `User${random.below(200)}`,
})

/** Rare commands reach Qlik Sense, where each takes as long as a thousand that are refused before. */
const requests: [weight: number, [command: string, CreateParams]][] = [
  [8, ['hello', () => ({ protocol: { ...protocolVersions }, extension: '1.0.0' })]],
  [4, ['sites', () => ({})]],
  [2, ['checkCredential', random => ({ site: createSite(random) })]],
  [
    3,
    [
      'createSession',
      random => ({
        site: createSite(random),
        prefix: createPrefix(random),
        sessionId: createSessionId(random),
        identity: { ...createUser(random), attributes: createAttributes(random) },
      }),
    ],
  ],
  [
    2,
    [
      'endSession',
      random => ({
        site: createSite(random),
        prefix: createPrefix(random),
        sessionId: createSessionId(random),
      }),
    ],
  ],
  [1, ['virtualProxies', random => ({ site: createSite(random) })]],
  [
    1,
    [
      'sessions',
      random => ({ site: createSite(random), prefix: createPrefix(random), user: createUser(random) }),
    ],
  ],
  [
    1,
    [
      'logOut',
      random => ({ site: createSite(random), prefix: createPrefix(random), user: createUser(random) }),
    ],
  ],
  [4, ['cancel', (random, id) => ({ request: id - random.below(20) })]],
]

const createAttributes = (random: Random) =>
  Array.from({ length: random.below(3) }, () => ({
    name: random.pick(['group', 'email']),
    value: random.pick(['HR', '']),
  }))
