import { english } from '#messages/english'
import { formatMessage } from '#messages/format'
import { type MessageKey, message, type Values } from '#messages/message'

/** Formats a text of a report in English. */
export const formatEnglish = (id: MessageKey, values?: Values): string =>
  formatMessage(english, message(id, values))
