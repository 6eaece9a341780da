import type { Persona } from '#shared/personas/persona'
import type { PersonasState } from '#shared/personas/persona-state'
import type { Run } from '#shared/runs/run'
import type { CurrentUser } from '#shared/sessions/current-user'
import type { SessionAction } from '#shared/sessions/session-actions'
import type { SessionList } from '#shared/sessions/session-list'
import type { SignedInWindow } from '#shared/sessions/signed-in-windows'
import type { CompanionState } from '#shared/state'
import type { VirtualProxies } from '#shared/virtual-proxies'
import type { PageContext } from '#ui/background-client.ts'
import type { Draft, Sites } from './draft.ts'
import type { FieldError } from './field-error.ts'
import { createRows, type Form } from './form.ts'

export interface SessionId {
  value: string
  /** Made here and not spent yet, made and spent by a run, or the tester's own, which stays. */
  origin: 'made' | 'spent' | 'typed'
}

/** All that the popup draws. */
export interface Model {
  form: Form
  sessionId: SessionId
  isMoreOpen: boolean
  /** The tester changed something here, which is worth keeping. */
  isEdited: boolean
  /** What the tester chose here; the tab's address no longer decides it. */
  chosen: { site: boolean; prefix: boolean }
  pageContext: Partial<PageContext>
  sites: Sites
  companion: CompanionState
  run: Run | undefined
  /** Which window is who. */
  signedInWindows: SignedInWindow[]
  /** By window. */
  currentUsers: CurrentUser[]
  /** What became of something that was asked for in the menu. */
  sessionAction: SessionAction | undefined
  /** Those that the menu has asked for. */
  sessionList: SessionList | undefined
  /** By site. */
  virtualProxies: VirtualProxies
  /** Of the organisation, for a form that nobody has filled yet. */
  defaults: { site: string; prefix: string } | undefined
  /** Some stored data could not be read. */
  hasQuarantined: boolean
  personas: PersonasState
  /** The id of the one that filled in the form, until somebody changes it there. */
  personaId: string | undefined
  /** The one that a key has asked for. */
  requestedPersonaId: string | undefined
  /** The one that is open in the editor, or a new one with what the form says. */
  editedPersona: Persona | 'new' | undefined
  /** Sign in was pressed and the background has not answered yet. */
  isRunRequested: boolean
  /** Sign in was pressed, and a field keeps it from beginning. */
  fieldError: FieldError | undefined
}

/** What the last popup has left for the first paint. */
export interface PersistedModel {
  draft: Draft
  sites: Sites
  personas: Persona[]
}

/** Before anything has happened. */
export function createEmptyModel({ draft, sites, personas }: PersistedModel, sessionId: string): Model {
  const { userDirectory, userId, attributes } = draft.identity
  return {
    form: {
      site: draft.site,
      prefix: draft.prefix,
      userDirectory,
      userId,
      rows: createRows(attributes),
      cookieName: draft.cookieName,
    },
    sessionId: { value: sessionId, origin: 'made' },
    isMoreOpen: false,
    isEdited: false,
    chosen: { site: false, prefix: false },
    pageContext: {},
    sites,
    companion: { status: 'connecting' },
    run: undefined,
    signedInWindows: [],
    currentUsers: [],
    sessionAction: undefined,
    sessionList: undefined,
    virtualProxies: {},
    defaults: undefined,
    hasQuarantined: false,
    personas: { personas },
    personaId: undefined,
    requestedPersonaId: undefined,
    editedPersona: undefined,
    isRunRequested: false,
    fieldError: undefined,
  }
}

/** Whether there is anybody to be found in the bar, or anything to be said there. */
export const showsPersonaBar = ({ personas }: Pick<Model, 'personas'>): boolean =>
  personas.personas.length > 0 || personas.deleted !== undefined || personas.notSaved !== undefined

/** While a run goes on, or was asked for, nobody can ask for another. */
export const isRunning = ({ isRunRequested, run }: Pick<Model, 'isRunRequested' | 'run'>): boolean =>
  isRunRequested || run?.outcome === 'working'

/** What is wrong with a field, if it is the one that was refused. */
export const errorForField = (field: string, fieldError: FieldError | undefined): FieldError | undefined =>
  fieldError?.field === field ? fieldError : undefined

/** Who is signed in in front of the window that the popup stands in. */
export const currentUserHere = ({
  currentUsers,
  pageContext,
}: Pick<Model, 'currentUsers' | 'pageContext'>): CurrentUser | undefined =>
  currentUsers.find(({ windowId }) => windowId === pageContext.windowId)
