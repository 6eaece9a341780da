import type { Attributes, Session } from '../site/sessions.ts'
import type { Site } from '../site/site.ts'
import type { Behaviors } from '../unverified-behaviors.ts'

/**
 * Converts a session to its wire form: PascalCase, unlike the OpenAPI pages
 * (docs/facts/qlik-sense.md §1.4).
 */
export function toWire(session: Session, site: Site): Record<string, unknown> {
  return {
    UserDirectory: session.userDirectory,
    UserId: session.userId,
    ...USER_NAME[site.unknowns.userNameInAnswers](session),
    ...attributesToWire(session.attributes, site),
    SessionId: session.sessionId,
  }
}

const USER_NAME: Record<Behaviors['userNameInAnswers'], (session: Session) => object> = {
  absent: () => ({}),
  null: () => ({ UserName: null }),
  userId: ({ userId }) => ({ UserName: userId }),
}

export const attributesToWire = (attributes: Attributes | undefined, { unknowns }: Site): object =>
  attributes
    ? { Attributes: attributes.map(ATTRIBUTE_SHAPES[unknowns.attributeShape]) }
    : NO_ATTRIBUTES[unknowns.attributesWhenAbsent]

const ATTRIBUTE_SHAPES: Record<Behaviors['attributeShape'], (pair: readonly [string, string]) => object> = {
  asPosted: ([name, value]) => ({ [name]: value }),
  nameAndValue: ([name, value]) => ({ Name: name, Value: value }),
}

const NO_ATTRIBUTES: Record<Behaviors['attributesWhenAbsent'], object> = {
  null: { Attributes: null },
  emptyList: { Attributes: [] },
  absent: {},
}
