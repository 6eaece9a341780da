import type { Persona } from '#shared/persona'
import type { PersonasState } from '#shared/personas'
import type { Run } from '#shared/run'
import type { CompanionState } from '#shared/state'
import type { VirtualProxies } from '#shared/virtual-proxies'
import type { Who } from '#shared/who'
import type { SignedInWindow } from '#shared/windows'
import type { Here } from '#ui/link.ts'
import type { Draft, Sites } from './draft.ts'
import { type Form, rowsOf } from './form.ts'
import type { Refusal } from './refusal.ts'

export interface SessionId {
  value: string
  /** Made here and not spent yet, made and spent by a run, or the tester's own, which stays. */
  origin: 'made' | 'spent' | 'typed'
}

/** All that the popup draws. */
export interface Model {
  form: Form
  sessionId: SessionId
  moreIsOpen: boolean
  /** The tester changed something here, which is worth keeping. */
  isEdited: boolean
  /** What the tester chose here; the tab's address no longer decides it. */
  chosen: { site: boolean; prefix: boolean }
  here: Partial<Here>
  sites: Sites
  companion: CompanionState
  run: Run | undefined
  /** Which window is who. */
  windows: SignedInWindow[]
  /** By window. */
  who: Who[]
  /** What became of something that was asked for in the menu. */
  deed: unknown
  /** Those that the menu has asked for. */
  sessions: unknown
  /** By site. */
  virtualProxies: VirtualProxies
  /** Of the organisation, for a form that nobody has filled yet. */
  defaults: { site: string; prefix: string } | undefined
  /** Some stored data could not be read. */
  hasAside: boolean
  personas: PersonasState
  /** The id of the one that filled in the form, until somebody changes it there. */
  persona: string | undefined
  /** The one that a key has asked for. */
  wanted: string | undefined
  /** The one that is open in the editor, or a new one with what the form says. */
  editing: Persona | 'new' | undefined
  /** Sign in was pressed and the background has not answered yet. */
  isAsking: boolean
  /** Sign in was pressed, and a field keeps it from beginning. */
  refusal: Refusal | undefined
}

/** What the last popup has left for the first paint. */
export interface Remembered {
  draft: Draft
  sites: Sites
  personas: Persona[]
}

/** Before anything has happened. */
export function blankModel({ draft, sites, personas }: Remembered, sessionId: string): Model {
  const { userDirectory, userId, attributes } = draft.identity
  return {
    form: {
      site: draft.site,
      prefix: draft.prefix,
      userDirectory,
      userId,
      rows: rowsOf(attributes),
      cookieName: draft.cookieName,
    },
    sessionId: { value: sessionId, origin: 'made' },
    moreIsOpen: false,
    isEdited: false,
    chosen: { site: false, prefix: false },
    here: {},
    sites,
    companion: { status: 'connecting' },
    run: undefined,
    windows: [],
    who: [],
    deed: undefined,
    sessions: undefined,
    virtualProxies: {},
    defaults: undefined,
    hasAside: false,
    personas: { personas },
    persona: undefined,
    wanted: undefined,
    editing: undefined,
    isAsking: false,
    refusal: undefined,
  }
}

/** Whether there is anybody to be found in the bar, or anything to be said there. */
export const hasBar = ({ personas }: Pick<Model, 'personas'>): boolean =>
  personas.personas.length > 0 || personas.deleted !== undefined || personas.notSaved !== undefined

/** While a run goes on, or was asked for, nobody can ask for another. */
export const isWorking = ({ isAsking, run }: Pick<Model, 'isAsking' | 'run'>): boolean =>
  isAsking || run?.outcome === 'working'
