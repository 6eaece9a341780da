import * as v from 'valibot'

/** What the engine says to a session over its WebSocket (docs/facts/qlik-sense.md §2.3 and §2.4). Append only. */
const engineOutcomes = [
  /** It names the user of the session. */
  'accepted',
  'otherUser',
  /** The user has no access pass, or is inactive. */
  'licenseDenied',
  'tooManySessions',
  'noEngine',
  /** The front end does not know the session. */
  'noSession',
  'originRefused',
  'tokenRefused',
  /** The origin or the token is refused, and it is not known which. */
  'forbidden',
  /** Something answers the handshake with another status. */
  'notUpgraded',
  /** The connection ends without a word. */
  'closed',
  /** Nothing comes in time. */
  'silent',
  'undecided',
] as const

export const EngineAnswerSchema = v.object({
  /** One of a newer companion is undecided. */
  outcome: v.fallback(v.picklist(engineOutcomes), 'undecided'),
  /** The user whom the WebSocket names. */
  user: v.optional(v.object({ userDirectory: v.string(), userId: v.string() })),
  /** What it said, or why nothing is decided. */
  says: v.optional(v.string()),
  /** The status of a refused handshake. */
  status: v.optional(v.number()),
})

export type EngineAnswer = v.InferOutput<typeof EngineAnswerSchema>
