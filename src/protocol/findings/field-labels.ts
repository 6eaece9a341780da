import { type MessageKey, message, type Text } from '#messages/message'

/** Returns the label of a form field; other names, such as an option, stay as they are. */
export function labelField(name: string): Text {
  const key = labelKeys.get(name)
  return key === undefined ? name : message(key)
}

/** The names that findings have for the fields of the form. */
const labelKeys = new Map<string, MessageKey & `field.${string}`>([
  ['Virtual proxy prefix', 'field.prefix'],
  ['User directory', 'field.userDirectory'],
  ['User id', 'field.userId'],
  ['Session id', 'field.sessionId'],
  ['Cookie name', 'field.cookieName'],
])
