import type { Site } from '#protocol/site'
import { toOriginPattern } from '#shared/hub-location'
import type { SignInRequest } from '#shared/intents'
import { orderByPlace, type Persona, toIdentity } from '#shared/personas/persona'
import type { BadgeStatus } from '../browser/badges.ts'
import type { BrowserPorts } from '../browser/index.ts'
import type { CompanionConnection } from '../companion/connection.ts'
import type { RunController } from '../run/run-controller.ts'

/** Signs in the persona at a position of the buttons in the popup, counted from 1, in a window. */
export type QuickSwitch = (position: number, windowId: number) => Promise<void>

interface QuickSwitchDeps {
  browser: Pick<BrowserPorts, 'permissions'>
  companion: Pick<CompanionConnection, 'fetchSites'>
  personas(): Promise<Persona[]>
  runs: Pick<RunController, 'isRunning'>
  signIn(request: SignInRequest): void
  openPopup(): Promise<void>
  setStatus(status: BadgeStatus): void
  /** Tells the popup with which persona to continue. */
  publishRequestedPersona(id: string): void
}

/** A shortcut cannot request a permission. Without the permission, the popup opens instead. */
export function createQuickSwitch(deps: QuickSwitchDeps): QuickSwitch {
  const { browser, companion, personas, runs, signIn, openPopup, setStatus } = deps
  const continueInPopup = (persona: Persona | undefined): Promise<void> => {
    deps.publishRequestedPersona(persona?.id ?? '')
    return openPopup().catch(() => setStatus('!'))
  }
  const showRun = (): Promise<void> =>
    openPopup().catch(() => {
      // A run that has ended in the meantime sets its own status.
      if (runs.isRunning()) setStatus('…')
    })

  return async (position, windowId) => {
    const persona = orderByPlace(await personas())[position - 1]
    if (persona === undefined) return continueInPopup(undefined)
    // Without a companion, the run starts anyway and reports why it fails.
    const sites = await companion.fetchSites().catch(() => [])
    const siteId = persona.site || findOnlySiteId(sites)
    // With several sites, the tester chooses one in the popup.
    if (siteId === undefined) return continueInPopup(persona)
    const hub = sites.find(({ id }) => id === siteId)?.hub
    if (hub !== undefined && !(await browser.permissions.has(toOriginPattern(hub))))
      return continueInPopup(persona)
    // One run at a time: show the run in progress rather than ignore the shortcut.
    if (runs.isRunning()) return showRun()
    signIn(createRequest({ ...persona, site: siteId }, windowId))
  }
}

const findOnlySiteId = ([only, ...others]: readonly Site[]): string | undefined =>
  others.length === 0 ? only?.id : undefined

const createRequest = (persona: Persona, windowId: number): SignInRequest => ({
  site: persona.site,
  prefix: persona.prefix,
  identity: toIdentity(persona),
  sessionId: crypto.randomUUID(),
  cookieName: persona.cookieName,
  windowId,
  persona: persona.id,
})

/** Returns the position in the name of a manifest command: 2 for `persona-2`. */
export function parseShortcutIndex(name: string): number | undefined {
  const digit = /^persona-(\d)$/.exec(name)?.[1]
  return digit === undefined ? undefined : Number(digit)
}
