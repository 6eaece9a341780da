import { isMessage } from '#messages/message'
import { requireSite } from '../config/configuration.ts'
import { checkEverything } from '../doctor/diagnose.ts'
import { createVerdicts, toSentence } from '../doctor/report.ts'
import type { CommandHandler } from './command-handler.ts'

/** Checks a site and this machine like `hubpass doctor`. Throws SITE_UNKNOWN, CONFIG_INVALID, CANCELLED. */
export const checkSite: CommandHandler<'checkSite'> = async ({ site: id }, { signal }) => {
  await requireSite(id)
  const { results: all, sites } = await checkEverything(id, { signal })
  // A browser asks, so it found the companion, wherever it is registered.
  const results = all.filter(({ finding }) => finding?.code !== 'BROWSER_NOT_REGISTERED')
  const verdicts = createVerdicts(results, sites).map(({ site, state, text }) => ({
    ...(site === undefined ? {} : { site }),
    state,
    sentence: toSentence(text),
    ...(isMessage(text) ? { message: text } : {}),
  }))
  return { healthy: !results.some(({ state }) => state === 'failed'), verdicts, checks: results }
}
