import type { Site } from '#protocol/site'
import type { SignInRequest } from '#shared/intents'
import { originPatternOf } from '#shared/permission'
import { identityOf, inOrder, type Persona } from '#shared/persona'
import type { BrowserPorts } from '../browser/index.ts'
import type { CompanionLink } from '../companion-link.ts'

/** Signs the persona at that place of the list in, the first being 1, in a window. */
export type QuickSwitch = (place: number, windowId: number) => Promise<void>

interface Tools {
  browser: Pick<BrowserPorts, 'permissions'>
  companion: Pick<CompanionLink, 'sites'>
  personas(): Promise<Persona[]>
  isBusy(): boolean
  signIn(request: SignInRequest): void
  /** Lets the tester see the run that goes on. */
  showRun(): Promise<void>
  /** Lets the tester go on in the popup, with the persona filled in, if there is one. */
  ask(persona: Persona | undefined): Promise<void>
}

/** A key cannot ask for a permission as a click in the popup can, so that without one the popup opens. */
export const createQuickSwitch =
  ({ browser, companion, personas, isBusy, signIn, showRun, ask }: Tools): QuickSwitch =>
  async (place, windowId) => {
    const persona = inOrder(await personas())[place - 1]
    if (persona === undefined) return ask(undefined)
    // Without a companion the run begins all the same, and says why it fails.
    const sites = await companion.sites().catch(() => [])
    const site = persona.site || onlyOf(sites)
    // Which one, the popup knows, or the tester.
    if (site === undefined) return ask(persona)
    const hub = sites.find(({ id }) => id === site)?.hub
    if (hub !== undefined && !(await browser.permissions.has(originPatternOf(hub)))) return ask(persona)
    // One run at a time: what another one was asked for is not done behind anybody's back, nor left undone.
    if (isBusy()) return showRun()
    signIn(requestFor({ ...persona, site }, windowId))
  }

const onlyOf = ([only, ...others]: readonly Site[]): string | undefined =>
  others.length === 0 ? only?.id : undefined

const requestFor = (persona: Persona, windowId: number): SignInRequest => ({
  site: persona.site,
  prefix: persona.prefix,
  identity: identityOf(persona),
  sessionId: crypto.randomUUID(),
  cookieName: persona.cookieName,
  windowId,
  persona: persona.id,
})

/** The place in the name of a command of the manifest: 2 for `persona-2`. */
export function placeOfCommand(name: string): number | undefined {
  const place = /^persona-(\d)$/.exec(name)?.[1]
  return place === undefined ? undefined : Number(place)
}
