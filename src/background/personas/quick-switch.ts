import type { Site } from '#protocol/site'
import { toOriginPattern } from '#shared/hub-location'
import type { SignInRequest } from '#shared/intents'
import { type Persona, sortPersonas, toIdentity } from '#shared/personas/persona'
import type { BrowserPorts } from '../browser/index.ts'
import type { CompanionConnection } from '../companion/connection.ts'

/** Signs the persona at that place of the list in, the first being 1, in a window. */
export type QuickSwitch = (place: number, windowId: number) => Promise<void>

interface QuickSwitchDeps {
  browser: Pick<BrowserPorts, 'permissions'>
  companion: Pick<CompanionConnection, 'fetchSites'>
  personas(): Promise<Persona[]>
  isBusy(): boolean
  signIn(request: SignInRequest): void
  /** Lets the tester see the run that goes on. */
  showRun(): Promise<void>
  /** Lets the tester go on in the popup, with the persona filled in, if there is one. */
  continueInPopup(persona: Persona | undefined): Promise<void>
}

/** A key cannot ask for a permission as a click in the popup can, so that without one the popup opens. */
export const createQuickSwitch =
  ({
    browser,
    companion,
    personas,
    isBusy,
    signIn,
    showRun,
    continueInPopup,
  }: QuickSwitchDeps): QuickSwitch =>
  async (shortcutIndex, windowId) => {
    const persona = sortPersonas(await personas())[shortcutIndex - 1]
    if (persona === undefined) return continueInPopup(undefined)
    // Without a companion the run begins all the same, and says why it fails.
    const sites = await companion.fetchSites().catch(() => [])
    const site = persona.site || findOnlySiteId(sites)
    // Which one, the popup knows, or the tester.
    if (site === undefined) return continueInPopup(persona)
    const hub = sites.find(({ id }) => id === site)?.hub
    if (hub !== undefined && !(await browser.permissions.has(toOriginPattern(hub))))
      return continueInPopup(persona)
    // One run at a time: what another one was asked for is not done behind anybody's back, nor left undone.
    if (isBusy()) return showRun()
    signIn(createRequest({ ...persona, site }, windowId))
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

/** The place in the name of a command of the manifest: 2 for `persona-2`. */
export function parseShortcutIndex(name: string): number | undefined {
  const digit = /^persona-(\d)$/.exec(name)?.[1]
  return digit === undefined ? undefined : Number(digit)
}
