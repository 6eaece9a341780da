import type { Intent } from '#shared/intents'

type IntentNamed<Name extends Intent['intent']> = Extract<Intent, { intent: Name }>

/** What is done about each intent of a page. */
export type IntentHandlers = { [Name in Intent['intent']]: (intent: IntentNamed<Name>) => unknown }

/** Those of one use case. */
export type IntentHandlersOf<Name extends Intent['intent']> = Pick<IntentHandlers, Name>

/** Does what a page asks for. */
export const dispatchIntent = <Name extends Intent['intent']>(
  handlers: IntentHandlers,
  intent: IntentNamed<Name>,
): unknown =>
  // Picked by the intent's own name, which the compiler does not follow.
  (handlers[intent.intent] as (intent: IntentNamed<Name>) => unknown)(intent)
