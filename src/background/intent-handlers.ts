import type { Intent } from '#shared/intents'

type IntentNamed<Name extends Intent['intent']> = Extract<Intent, { intent: Name }>

/** Maps each intent of a page to its handler. */
export type IntentHandlers = { [Name in Intent['intent']]: (intent: IntentNamed<Name>) => unknown }

/** Selects the handlers of one unit. */
export type IntentHandlersOf<Name extends Intent['intent']> = Pick<IntentHandlers, Name>

/** Calls the handler of the intent. */
export const dispatchIntent = <Name extends Intent['intent']>(
  handlers: IntentHandlersOf<Name>,
  intent: IntentNamed<Name>,
): unknown =>
  // The name of the intent selects the handler, but the compiler cannot follow that.
  (handlers[intent.intent] as (intent: IntentNamed<Name>) => unknown)(intent)
