import type { Persona } from '#shared/persona'
import type { State } from '#shared/state'
import { prefixOfTab, siteOfTab } from '#shared/tab'
import type { Here } from '#ui/link.ts'
import { blankModel, type Form, type Model, type Remembered } from './model.ts'
import { formOf } from './personas/form.ts'
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
  | { type: 'mend'; cookieName?: string | undefined }
  | { type: 'cancel' }

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
      return { ...model, sessionId: { value: happening.text, origin: 'typed' } }
    case 'newSessionId':
      return { ...model, sessionId: { value: happening.made, origin: 'made' } }
    case 'more':
      return { ...model, moreIsOpen: !model.moreIsOpen }
    case 'persona':
      return withPersona(model, happening.persona)
    case 'edit':
      return { ...model, editing: happening.persona }
    case 'signIn':
      return { ...model, isAsking: true, sessionId: spent(model, happening.sessionId) }
    case 'mend':
      return { ...named(model, happening.cookieName), isAsking: true }
    case 'cancel':
      return { ...model, isAsking: false }
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

/** Site and prefix as the tab shows them, unless the tester has chosen; a site that is gone is not kept. */
function adopt(model: Model): Model {
  // A persona says where it belongs, also when that site is gone: no other may take its place.
  if (model.persona !== undefined) return model
  const { sites, form, chosen, here } = model
  const tabSite = siteOfTab(sites, here.tabUrl)
  const isKnown = sites.some(({ id }) => id === form.site)
  const first = firstTime(model)
  const known = first?.site ?? (isKnown ? form.site : onlyOf(model))
  const site = chosen.site && isKnown ? form.site : (tabSite?.id ?? known)
  const tabPrefix = tabSite?.id === site ? prefixOfTab(tabSite, here.tabUrl) : undefined
  const prefix = chosen.prefix
    ? form.prefix
    : (tabPrefix ?? (first?.site === site ? first.prefix : form.prefix))
  return { ...model, form: { ...form, site, prefix } }
}

/** What the organisation wants for one who has never signed in; nothing for anybody else. */
function firstTime({ sites, form, isEdited, defaults }: Model): Model['defaults'] {
  const isFirst = !isEdited && form.userId === '' && sites.some(({ id }) => id === defaults?.site)
  return isFirst ? defaults : undefined
}

/** Before the companion has spoken nobody knows whether the last site still exists. */
function onlyOf({ sites, form, companion }: Model): string {
  const [only, ...others] = sites
  if (only !== undefined && others.length === 0) return only.id
  return companion.status === 'ready' ? '' : form.site
}

/** The name that was right for a run is right for the next one. */
const named = (model: Model, cookieName: string | undefined): Model =>
  cookieName === undefined ? model : edited(model, { cookieName })

const spent = ({ sessionId }: Model, value: string): Model['sessionId'] =>
  sessionId.origin === 'typed' ? sessionId : { value, origin: 'spent' }

const edited = (model: Model, form: Partial<Form>): Model => ({
  ...model,
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
  ...edited(model, formOf(persona)),
  persona: persona.id,
  chosen: { site: true, prefix: true },
  sessionId: { value: '', origin: 'spent' },
})

const chosen = (model: Model, field: 'site' | 'prefix'): Model => ({
  ...model,
  chosen: { ...model.chosen, [field]: true },
})
