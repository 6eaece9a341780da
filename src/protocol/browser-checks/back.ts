import { say } from '#messages/checks/message'
import { currentUserUrl, hubUrl } from '../site.ts'
import { type BrowserCheck, undecided } from './check.ts'

/**
 * B-4: a browser that shows the hub again on Back without asking for it does so after a logout too.
 * So the session of the tester goes on. With no-store, browsers keep no answer, and no page once the
 * cookie has gone.
 */
export const back: BrowserCheck = {
  about: {
    id: 'B-4',
    title: say('browser.back.title'),
    severity: 'medium',
    class: 'R',
    references: ['WSTG-ATHN-06', 'WSTG-SESS-06', 'ASVS v5.0.0-14.3.2', 'ZAP 10015'],
    why: say('browser.back.why'),
  },
  async judge({ tab: { tabId, site, prefix }, browser: { probes } }) {
    const hub = hubUrl(site.hub, prefix)
    const cacheControl = (await probes.readHeaders(tabId, hub))?.cacheControl
    if (cacheControl === undefined) return undecided(say('browser.reason.noAnswer'))
    const shown = cacheControl === '' ? '–' : cacheControl
    const evidence = [`GET ${hub}`, `Cache-Control: ${shown}`]
    if (/(^|[\s,])no-store($|[\s,])/i.test(cacheControl))
      return { verdict: 'passed', message: say('browser.back.noStore'), evidence }
    const visit = await probes.withTab(hub, tabId, async (own, { show, goBack }) => {
      await probes.markVisit(own)
      await show(currentUserUrl(site.hub, prefix))
      await goBack()
      return probes.markVisit(own)
    })
    if (visit === undefined || (!visit.wasMarked && visit.transferred === undefined))
      return undecided(say('browser.reason.noAnswer'), evidence)
    if (!visit.wasMarked && visit.transferred !== 0)
      return { verdict: 'passed', message: say('browser.back.asked'), evidence }
    return {
      verdict: 'failed',
      message: say(visit.wasMarked ? 'browser.back.kept' : 'browser.back.cached'),
      evidence,
      remedy: {
        page: say('browser.back.place', { prefix: prefix === '' ? '/' : prefix }),
        field: 'Additional response headers',
        present: shown,
        wanted: 'Cache-Control: no-store',
      },
    }
  },
}
