import { makeSessionId } from '#protocol/session-id-form'
import type { Site } from '#protocol/site'
import { toOriginPattern } from '#shared/hub-location'
import { type Persona, toIdentity } from '#shared/personas/persona'
import type { BackgroundClient } from '#ui/background-client.ts'

/**
 * Signs in with a persona in this window. Call it inside the click: the browser shows the prompt
 * only before anything is awaited.
 */
export function signInAs(client: BackgroundClient, persona: Persona, site: Site): void {
  const granted = client.requestPermission(toOriginPattern(site.hub))
  client.readPageContext().then(({ windowId }) => {
    const request = {
      site: site.id,
      prefix: persona.prefix,
      identity: toIdentity(persona),
      sessionId: makeSessionId(crypto, site.sessionIds),
      cookieName: persona.cookieName,
      persona: persona.id,
      windowId,
    }
    client.send({ intent: 'signIn', request })
    granted.then(granted => client.send({ intent: 'permission', granted }))
  })
}

/** Returns the site of a persona, or the only one if it has none. */
export function findSite({ site }: Persona, sites: readonly Site[]): Site | undefined {
  if (site !== '') return sites.find(({ id }) => id === site)
  return sites.length === 1 ? sites[0] : undefined
}
