import type { FoundUsers } from '#shared/found-users'
import type { Persona } from '#shared/personas/persona'
import type { PersonasState } from '#shared/personas/persona-state'
import type { Run } from '#shared/runs/run'
import type { CurrentUser } from '#shared/sessions/current-user'
import type { SessionAction } from '#shared/sessions/session-actions'
import type { SessionList } from '#shared/sessions/session-list'
import type { SignedInWindow } from '#shared/sessions/signed-in-windows'
import type { Settings } from '#shared/settings'
import type { SiteAction } from '#shared/sites/site-actions'
import type { CompanionState } from '#shared/state'
import type { VirtualProxies } from '#shared/virtual-proxies'
import type { PageContext } from '#ui/background-client.ts'
import type { Draft, Sites } from './draft.ts'
import type { FieldError } from './field-error.ts'
import { createRows } from './form.ts'
import { findFormUser, type OwnedValues } from './user-values.ts'

/** Everything that the popup renders. */
export interface Model extends OwnedValues {
  isMoreOpen: boolean
  /** Whether one line stands for the form, so that a run has the space. */
  isFolded: boolean
  /** Whether the tester has changed something worth storing. */
  isEdited: boolean
  /** Whether the tester has chosen the value, so that the tab no longer determines it. */
  chosen: { site: boolean; prefix: boolean }
  pageContext: Partial<PageContext>
  sites: Sites
  companion: CompanionState
  run: Run | undefined
  /** The id of a run whose session is over. */
  overRunId: string | undefined
  /** Lists the windows with the users that Hubpass has signed in there. */
  signedInWindows: SignedInWindow[]
  /** One entry per window. */
  currentUsers: CurrentUser[]
  /** The last action of the actions menu. */
  sessionAction: SessionAction | undefined
  /** The session cookie that the dialog has requested. */
  sessionCookie: unknown
  /** The explanation of the tab that the dialog has requested. */
  tabExplanation: unknown
  /** The last action on a site, of any page. */
  siteAction: SiteAction | undefined
  /** The session checks, which only their dialog parses. */
  xray: unknown
  /** The sessions that the dialog has requested. */
  sessionList: SessionList | undefined
  /** The users of the last search that was answered. */
  foundUsers: FoundUsers | undefined
  /** Keyed by site. */
  virtualProxies: VirtualProxies
  /** The defaults of the organization's policy for an empty form. */
  defaults: { site: string; prefix: string } | undefined
  /** Undefined until the background has published them. */
  settings: Settings | undefined
  /** Whether some stored data could not be read. */
  hasQuarantined: boolean
  personas: PersonasState
  /** The id of the persona that filled in the form, until the tester changes it. */
  personaId: string | undefined
  /** The id of the persona that a keyboard shortcut has requested. */
  requestedPersonaId: string | undefined
  /** The persona in the editor, or a new one from the values of the form. */
  editedPersona: Persona | 'new' | undefined
  /** The persona that this popup has saved last. */
  savedPersona: { label: string; at: number } | undefined
  /** Whether to ask if a user who is signed in already shall be signed in again. */
  isAlreadyHere: boolean
  /** Whether *Sign in* was pressed and the background has not answered yet. */
  isRunRequested: boolean
  /** The invalid field that prevents the run. */
  fieldError: FieldError | undefined
}

/** The state that the last popup stored for the first paint. */
export interface PersistedModel {
  draft: Draft
  sites: Sites
  personas: Persona[]
}

/** Creates the model before any message from the background. */
export function createEmptyModel({ draft, sites, personas }: PersistedModel, sessionId: string): Model {
  const { userDirectory, userId, attributes } = draft.identity
  const form = {
    site: draft.site,
    prefix: draft.prefix,
    userDirectory,
    userId,
    rows: createRows(attributes),
    cookieName: draft.cookieName,
  }
  return {
    form,
    owner: findFormUser(form),
    valuesOfOwner: undefined,
    sessionId: { value: sessionId, origin: 'made' },
    isMoreOpen: false,
    isFolded: false,
    isEdited: false,
    chosen: { site: false, prefix: false },
    pageContext: {},
    sites,
    companion: { status: 'connecting' },
    run: undefined,
    overRunId: undefined,
    signedInWindows: [],
    currentUsers: [],
    sessionAction: undefined,
    sessionCookie: undefined,
    tabExplanation: undefined,
    siteAction: undefined,
    xray: undefined,
    sessionList: undefined,
    foundUsers: undefined,
    virtualProxies: {},
    defaults: undefined,
    settings: undefined,
    hasQuarantined: false,
    personas: { personas },
    personaId: undefined,
    requestedPersonaId: undefined,
    editedPersona: undefined,
    savedPersona: undefined,
    isAlreadyHere: false,
    isRunRequested: false,
    fieldError: undefined,
  }
}

/** Returns whether the persona bar has personas or a notice to show. */
export const showsPersonaBar = ({ personas }: Pick<Model, 'personas'>): boolean =>
  personas.personas.length > 0 || personas.deleted !== undefined || personas.notSaved !== undefined

/** Returns whether a run is requested or in progress. */
export const isRunning = ({ isRunRequested, run }: Pick<Model, 'isRunRequested' | 'run'>): boolean =>
  isRunRequested || run?.outcome === 'working'

/** Returns the error if it belongs to the field. */
export const errorForField = (field: string, fieldError: FieldError | undefined): FieldError | undefined =>
  [fieldError, fieldError?.second].find(error => error?.field === field)

/** Returns who is signed in in the active tab of this window. */
export const currentUserHere = ({
  currentUsers,
  pageContext,
}: Pick<Model, 'currentUsers' | 'pageContext'>): CurrentUser | undefined =>
  currentUsers.find(({ windowId }) => windowId === pageContext.windowId)
