import { failure } from '#protocol/errors'
import { toFinding } from '#protocol/findings/to-finding'
import type { SiteAction } from '#shared/sites/site-actions'
import type { CompanionClient } from '../companion/client.ts'
import type { CompanionConnection } from '../companion/connection.ts'
import type { IntentHandlersOf } from '../intent-handlers.ts'

export interface SiteActions {
  handlers: IntentHandlersOf<'addSite' | 'removeSite' | 'checkSite' | 'cancelSiteAction'>
  /** Returns whether a dialog is open or a check runs, so that the companion must go on. */
  isBusy(): boolean
}

export interface SiteActionsDeps {
  companion: Pick<CompanionConnection, 'connect' | 'fetchSites'>
  /** Returns whether the policy leaves changes to the command line. */
  isForbidden(): Promise<boolean>
  publish(action: SiteAction): void
  onFinished(): void
}

/** What an action adds to its result. */
type Result = Pick<SiteAction, 'isChange' | 'report'>

/** Creates the actions on sites. One runs at a time; further requests wait for no turn and are ignored. */
export function createSiteActions({
  companion,
  isForbidden,
  publish,
  onFinished,
}: SiteActionsDeps): SiteActions {
  let running: AbortController | undefined

  async function run(
    name: SiteAction['name'],
    site: string,
    work: (companion: CompanionClient, signal: AbortSignal) => Promise<Result>,
  ): Promise<void> {
    if (running !== undefined) return
    const controller = new AbortController()
    running = controller
    const { signal } = controller
    publish({ name, site, status: 'working' })
    try {
      if (name !== 'check' && (await isForbidden()))
        throw failure('SITE_CHANGE_FORBIDDEN', { site, by: 'policy' })
      const result = await work(await companion.connect(), signal)
      // The changed sites come first, so that no page shows a result about an unknown site.
      if (name !== 'check') await companion.fetchSites(true)
      publish({ name, site, status: 'done', ...result })
    } catch (thrown) {
      publish({ name, site, status: 'failed', finding: toFinding(thrown) })
    } finally {
      running = undefined
      onFinished()
    }
  }

  return {
    handlers: {
      addSite: ({ site, hub }) =>
        run('add', site, async ({ request }, signal) => {
          const { replaced } = await request('addSite', { site, hub }, signal)
          return { isChange: replaced }
        }),
      removeSite: ({ site }) =>
        run('remove', site, async ({ request }, signal) => {
          await request('removeSite', { site }, signal)
          return {}
        }),
      checkSite: ({ site }) =>
        run('check', site, async ({ request }, signal) => ({
          report: await request('checkSite', { site }, signal),
        })),
      cancelSiteAction: () => running?.abort(),
    },
    isBusy: () => running !== undefined,
  }
}
