import type { Persona } from '#shared/personas/persona'
import type { State } from '#shared/state'
import type { PageContext } from '#ui/background-client.ts'
import { splitTypedName } from '../form/typed-user-name.ts'
import { applyTabContext } from './apply-tab-context.ts'
import type { FieldError } from './field-error.ts'
import type { Form } from './form.ts'
import { createEmptyModel, type Model, type PersistedModel } from './model.ts'
import { toForm } from './persona-form.ts'
import { type RowAction, reduceRows } from './reduce-rows.ts'

/** Everything that can happen to the popup. */
export type PopupAction =
  | { type: 'state'; state: State }
  | { type: 'here'; here: PageContext }
  | { type: 'site' | 'prefix' | 'cookieName'; text: string }
  | { type: 'name'; field: 'userDirectory' | 'userId'; text: string }
  | RowAction
  | { type: 'sessionId'; text: string }
  | { type: 'newSessionId'; made: string }
  | { type: 'more' }
  | { type: 'persona'; persona: Persona }
  | { type: 'edit'; persona: Model['editedPersona'] }
  | { type: 'signIn'; sessionId: string }
  | { type: 'mend'; change: Partial<Form> | undefined }
  | { type: 'cancel' }
  | { type: 'refused'; refusal: FieldError }

export const createInitialModel = (persisted: PersistedModel, sessionId: string): Model =>
  applyTabContext(createEmptyModel(persisted, sessionId))

export function reduce(model: Model, action: PopupAction): Model {
  switch (action.type) {
    case 'state':
      return applyRequestedPersona(
        applyTabContext({ ...model, ...fromState(action.state, model) }),
        action.state,
      )
    case 'here':
      return applyTabContext({ ...model, pageContext: action.here })
    case 'site':
      return applyTabContext(markChosen(withForm(model, { site: action.text }), 'site'))
    case 'prefix':
      return markChosen(withForm(model, { prefix: action.text }), 'prefix')
    case 'cookieName':
      return withForm(model, { cookieName: action.text })
    case 'name':
      return withForm(model, splitTypedName(model.form, action.field, action.text))
    case 'row':
    case 'addRow':
    case 'removeRow':
      return withForm(model, { rows: reduceRows(model.form.rows, action) })
    case 'sessionId':
      return { ...withoutFieldError(model), sessionId: { value: action.text, origin: 'typed' } }
    case 'newSessionId':
      return { ...withoutFieldError(model), sessionId: { value: action.made, origin: 'made' } }
    case 'more':
      return { ...model, isMoreOpen: !model.isMoreOpen }
    case 'persona':
      return withPersona(model, action.persona)
    case 'edit':
      return { ...model, editedPersona: action.persona }
    case 'signIn':
      return { ...model, isRunRequested: true, sessionId: spendSessionId(model, action.sessionId) }
    case 'mend':
      // What was right for a run is right for the next one.
      return { ...(action.change ? withForm(model, action.change) : model), isRunRequested: true }
    case 'cancel':
      return { ...model, isRunRequested: false }
    case 'refused':
      return withFieldError(model, action.refusal)
  }
}

const fromState = (
  {
    companion,
    run,
    personas,
    signedInWindows = [],
    virtualProxies = {},
    quarantine = [],
    currentUsers = [],
    policy,
    sessionAction,
    sessionList,
  }: State,
  { sites, isRunRequested, run: before, ...model }: Model,
) =>
  ({
    companion,
    run,
    personas: personas ?? model.personas,
    signedInWindows,
    virtualProxies,
    hasQuarantined: quarantine.length > 0,
    currentUsers,
    defaults: policy?.defaults,
    sessionAction,
    sessionList,
    // Answered with the new run, or with one that already goes on.
    isRunRequested: isRunRequested && run?.id === before?.id && run?.outcome !== 'working',
    sites: companion.status === 'ready' ? companion.sites : sites,
  }) satisfies Partial<Model>

const spendSessionId = ({ sessionId }: Model, value: string): Model['sessionId'] =>
  sessionId.origin === 'typed' ? sessionId : { value, origin: 'spent' }

/** What is folded away is unfolded for it. */
const withFieldError = (model: Model, refusal: FieldError): Model => ({
  ...model,
  fieldError: refusal,
  isMoreOpen: model.isMoreOpen || refusal.isUnderMore,
})

const withoutFieldError = (model: Model): Model => ({ ...model, fieldError: undefined })

const withForm = (model: Model, form: Partial<Form>): Model => ({
  ...withoutFieldError(model),
  form: { ...model.form, ...form },
  isEdited: true,
  personaId: undefined,
})

/** A persona that a key has asked for fills the form in, once: Enter goes on. */
function applyRequestedPersona(model: Model, { requestedPersonaId: wantedPersona }: State): Model {
  const persona = model.personas.personas.find(({ id }) => id === wantedPersona)
  if (persona === undefined || wantedPersona === model.requestedPersonaId) return model
  return { ...withPersona(model, persona), requestedPersonaId: wantedPersona }
}

/** A persona signs in under a session id of its own, whatever was typed for another. */
const withPersona = (model: Model, persona: Persona): Model => ({
  ...withForm(model, toForm(persona, model.form)),
  personaId: persona.id,
  chosen: { site: model.chosen.site || persona.site !== '', prefix: true },
  sessionId: { value: '', origin: 'spent' },
})

const markChosen = (model: Model, field: 'site' | 'prefix'): Model => ({
  ...model,
  chosen: { ...model.chosen, [field]: true },
})
