import type { Persona } from '#shared/persona'
import type { State } from '#shared/state'
import type { Here } from '#ui/link.ts'
import { adopt } from './adopt.ts'
import type { Form } from './form.ts'
import { blankModel, type Model, type Remembered } from './model.ts'
import { formOf } from './personas/form.ts'
import type { Refusal } from './refusal.ts'
import { type RowHappening, reduceRows } from './rows.ts'
import { enterName } from './user-name.ts'

/** Everything that can happen to the popup. */
export type Happening =
  | { type: 'state'; state: State }
  | { type: 'here'; here: Here }
  | { type: 'site' | 'prefix' | 'cookieName'; text: string }
  | { type: 'name'; field: 'userDirectory' | 'userId'; text: string }
  | RowHappening
  | { type: 'sessionId'; text: string }
  | { type: 'newSessionId'; made: string }
  | { type: 'more' }
  | { type: 'persona'; persona: Persona }
  | { type: 'edit'; persona: Model['editing'] }
  | { type: 'signIn'; sessionId: string }
  | { type: 'mend'; change: Partial<Form> | undefined }
  | { type: 'cancel' }
  | { type: 'refused'; refusal: Refusal }

export const firstModel = (remembered: Remembered, sessionId: string): Model =>
  adopt(blankModel(remembered, sessionId))

export function reduce(model: Model, happening: Happening): Model {
  switch (happening.type) {
    case 'state':
      return wanted(adopt({ ...model, ...shown(happening.state, model) }), happening.state)
    case 'here':
      return adopt({ ...model, here: happening.here })
    case 'site':
      return adopt(chosen(edited(model, { site: happening.text }), 'site'))
    case 'prefix':
      return chosen(edited(model, { prefix: happening.text }), 'prefix')
    case 'cookieName':
      return edited(model, { cookieName: happening.text })
    case 'name':
      return edited(model, enterName(model.form, happening.field, happening.text))
    case 'row':
    case 'addRow':
    case 'removeRow':
      return edited(model, { rows: reduceRows(model.form.rows, happening) })
    case 'sessionId':
      return { ...accepted(model), sessionId: { value: happening.text, origin: 'typed' } }
    case 'newSessionId':
      return { ...accepted(model), sessionId: { value: happening.made, origin: 'made' } }
    case 'more':
      return { ...model, moreIsOpen: !model.moreIsOpen }
    case 'persona':
      return withPersona(model, happening.persona)
    case 'edit':
      return { ...model, editing: happening.persona }
    case 'signIn':
      return { ...model, isAsking: true, sessionId: spent(model, happening.sessionId) }
    case 'mend':
      // What was right for a run is right for the next one.
      return { ...(happening.change ? edited(model, happening.change) : model), isAsking: true }
    case 'cancel':
      return { ...model, isAsking: false }
    case 'refused':
      return refused(model, happening.refusal)
  }
}

const shown = (
  {
    companion,
    run,
    personas,
    windows = [],
    virtualProxies = {},
    aside = [],
    who = [],
    policy,
    deed,
    sessions,
  }: State,
  { sites, isAsking, run: before, ...model }: Model,
) => ({
  companion,
  run,
  personas: personas ?? model.personas,
  windows,
  virtualProxies,
  hasAside: aside.length > 0,
  who,
  defaults: policy?.defaults,
  deed,
  sessions,
  // Answered with the new run, or with one that already goes on.
  isAsking: isAsking && run?.id === before?.id && run?.outcome !== 'working',
  sites: companion.status === 'ready' ? companion.sites : sites,
})

const spent = ({ sessionId }: Model, value: string): Model['sessionId'] =>
  sessionId.origin === 'typed' ? sessionId : { value, origin: 'spent' }

/** What is folded away is unfolded for it. */
const refused = (model: Model, refusal: Refusal): Model => ({
  ...model,
  refusal,
  moreIsOpen: model.moreIsOpen || refusal.isUnderMore,
})

const accepted = (model: Model): Model => ({ ...model, refusal: undefined })

const edited = (model: Model, form: Partial<Form>): Model => ({
  ...accepted(model),
  form: { ...model.form, ...form },
  isEdited: true,
  persona: undefined,
})

/** A persona that a key has asked for fills the form in, once: Enter goes on. */
function wanted(model: Model, { wantedPersona }: State): Model {
  const persona = model.personas.personas.find(({ id }) => id === wantedPersona)
  if (persona === undefined || wantedPersona === model.wanted) return model
  return { ...withPersona(model, persona), wanted: wantedPersona }
}

/** A persona signs in under a session id of its own, whatever was typed for another. */
const withPersona = (model: Model, persona: Persona): Model => ({
  ...edited(model, formOf(persona, model.form)),
  persona: persona.id,
  chosen: { site: model.chosen.site || persona.site !== '', prefix: true },
  sessionId: { value: '', origin: 'spent' },
})

const chosen = (model: Model, field: 'site' | 'prefix'): Model => ({
  ...model,
  chosen: { ...model.chosen, [field]: true },
})
