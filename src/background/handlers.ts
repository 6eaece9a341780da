import type { Intent } from '#shared/intents'

type Named<Name extends Intent['intent']> = Extract<Intent, { intent: Name }>

/** What is done about each intent of a page. */
export type Handlers = { [Name in Intent['intent']]: (intent: Named<Name>) => unknown }

/** Those of one use case. */
export type HandlersOf<Name extends Intent['intent']> = Pick<Handlers, Name>

/** Does what a page asks for. */
export const handle = <Name extends Intent['intent']>(handlers: Handlers, intent: Named<Name>): unknown =>
  // Picked by the intent's own name, which the compiler does not follow.
  (handlers[intent.intent] as (intent: Named<Name>) => unknown)(intent)
