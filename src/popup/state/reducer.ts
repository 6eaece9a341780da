import type { PersonaValues } from '#shared/personas/persona'
import type { State } from '#shared/state'
import type { PageContext } from '#ui/background-client.ts'
import { splitTypedName } from '../form/typed-user-name.ts'
import { applyTabContext } from './apply-tab-context.ts'
import type { FieldError } from './field-error.ts'
import type { Form } from './form.ts'
import { type RowAction, reduceRows, toForm } from './form.ts'
import { createEmptyModel, type Model, type PersistedModel } from './model.ts'
import { withOwner, withUserValues } from './user-values.ts'

/** Everything that can change the popup. */
export type PopupAction =
  | { type: 'state'; state: State }
  | { type: 'pageContext'; pageContext: PageContext }
  | { type: 'site' | 'prefix' | 'cookieName'; text: string }
  | { type: 'name'; field: 'userDirectory' | 'userId'; text: string }
  | RowAction
  | { type: 'sessionId'; text: string }
  | { type: 'newSessionId'; sessionId: string }
  | { type: 'more' | 'unfold' | 'alreadyHere' }
  | { type: 'saved'; label: string; at: number }
  | { type: 'persona'; persona: SavedOrLastUser }
  | { type: 'edit'; persona: Model['editedPersona'] }
  | { type: 'signIn'; sessionId: string }
  | { type: 'applyFix'; change: Partial<Form> | undefined }
  | { type: 'cancel' }
  | { type: 'fieldError'; fieldError: FieldError }

/** A persona, or the values of a user without a persona. */
export type SavedOrLastUser = PersonaValues & { id?: string | undefined }

export const createInitialModel = (persisted: PersistedModel, sessionId: string): Model =>
  applyTabContext(createEmptyModel(persisted, sessionId))

export function reduce(model: Model, action: PopupAction): Model {
  switch (action.type) {
    case 'state':
      return applyRequestedPersona(
        applyTabContext({ ...model, ...fromState(action.state, model) }),
        action.state,
      )
    case 'pageContext':
      return applyTabContext({ ...model, pageContext: action.pageContext })
    case 'site':
      return applyTabContext(markChosen(withForm(model, { site: action.text }), 'site'))
    case 'prefix':
      return markChosen(withForm(model, { prefix: action.text }), 'prefix')
    case 'cookieName':
      return withOwner(withForm(model, { cookieName: action.text }))
    case 'name':
      return withUserValues(withForm(model, splitTypedName(model.form, action.field, action.text)))
    case 'row':
    case 'addRow':
    case 'removeRow':
      return withOwner(withForm(model, { rows: reduceRows(model.form.rows, action) }))
    case 'sessionId':
      return withOwner({ ...withoutFieldError(model), sessionId: { value: action.text, origin: 'typed' } })
    case 'newSessionId':
      return { ...withoutFieldError(model), sessionId: { value: action.sessionId, origin: 'made' } }
    case 'more':
      return { ...model, isMoreOpen: !model.isMoreOpen }
    case 'alreadyHere':
      return { ...withoutFieldError(model), isAlreadyHere: true }
    case 'saved':
      return { ...model, savedPersona: action }
    case 'unfold':
      return { ...model, isFolded: false }
    case 'persona':
      return withPersona(model, action.persona)
    case 'edit':
      return { ...model, editedPersona: action.persona }
    case 'signIn':
      return withOwner({ ...model, ...startedRun, sessionId: spendSessionId(model, action.sessionId) })
    case 'applyFix':
      // Keep the corrected values in the form for the next run.
      return {
        ...(action.change ? withForm(model, action.change) : model),
        ...startedRun,
      }
    case 'cancel':
      return { ...model, isRunRequested: false }
    case 'fieldError':
      return withFieldError(model, action.fieldError)
  }
}

const fromState = (
  {
    companion,
    run,
    overRunId,
    personas,
    signedInWindows = [],
    foundUsers,
    virtualProxies = {},
    quarantine = [],
    currentUsers = [],
    policy,
    sessionAction,
    sessionCookie,
    tabExplanation,
    siteAction,
    xray,
    sessionList,
    settings,
  }: State,
  { sites, isRunRequested, isFolded, run: before, ...model }: Model,
) =>
  ({
    companion,
    run,
    overRunId,
    personas: personas ?? model.personas,
    signedInWindows,
    foundUsers,
    virtualProxies,
    hasQuarantined: quarantine.length > 0,
    currentUsers,
    defaults: policy?.defaults,
    sessionAction,
    sessionCookie,
    tabExplanation,
    siteAction,
    xray,
    sessionList,
    // A failure needs the space, unless the tester is typing.
    isFolded: isFolded || (before?.outcome === 'working' && run?.outcome === 'failed' && !model.isEdited),
    settings,
    // The background has answered once it publishes a new or a running run.
    isRunRequested: isRunRequested && run?.id === before?.id && run?.outcome !== 'working',
    sites: companion.status === 'ready' ? companion.sites : sites,
  }) satisfies Partial<Model>

const startedRun = { isRunRequested: true, isFolded: true, isAlreadyHere: false }

const spendSessionId = ({ sessionId }: Model, value: string): Model['sessionId'] =>
  sessionId.origin === 'typed' ? sessionId : { value, origin: 'spent' }

/** Expands the collapsed fields if the invalid field is among them. */
const withFieldError = (model: Model, fieldError: FieldError): Model => ({
  ...model,
  fieldError,
  isFolded: false,
  isMoreOpen: model.isMoreOpen || fieldError.isUnderMore,
})

const withoutFieldError = (model: Model): Model => ({
  ...model,
  fieldError: undefined,
  isAlreadyHere: false,
})

const withForm = (model: Model, form: Partial<Form>): Model => ({
  ...withoutFieldError(model),
  form: { ...model.form, ...form },
  isEdited: true,
  isFolded: false,
  personaId: undefined,
})

/** Fills in the persona that a keyboard shortcut has requested, once. */
function applyRequestedPersona(model: Model, { requestedPersonaId }: State): Model {
  const persona = model.personas.personas.find(({ id }) => id === requestedPersonaId)
  if (persona === undefined || requestedPersonaId === model.requestedPersonaId) return model
  return { ...withPersona(model, persona), requestedPersonaId }
}

/** Discards a typed session id: a persona gets a new one. */
const withPersona = (model: Model, persona: SavedOrLastUser): Model =>
  withOwner({
    ...withForm(model, toForm(persona, model.form)),
    personaId: persona.id,
    chosen: { site: model.chosen.site || persona.site !== '', prefix: true },
    sessionId: { value: '', origin: 'spent' },
  })

const markChosen = (model: Model, field: 'site' | 'prefix'): Model => ({
  ...model,
  chosen: { ...model.chosen, [field]: true },
})
