import type { Text } from '#messages/message'
import { HubpassError } from '#protocol/errors'
import { errorMessage } from '#protocol/text'
import { reasonOfFinding } from '#protocol/to-finding'

/** Returns why something failed, to stand inside another text. */
export const reasonOf = (thrown: unknown): Text =>
  thrown instanceof HubpassError ? reasonOfFinding(thrown.finding) : errorMessage(thrown).replace(/\.$/, '')
