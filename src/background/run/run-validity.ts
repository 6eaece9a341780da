import * as v from 'valibot'
import { hasId } from '#messages/message'
import type { BrowserPorts } from '../browser/index.ts'
import type { SessionItem } from '../browser/storage.ts'
import type { SessionRegistry } from '../sessions/session-registry.ts'
import { type RunRecord, RunRecordSchema } from './run-state.ts'
import { planCookie } from './steps/cookie.ts'

interface RunValidityDeps {
  browser: Pick<BrowserPorts, 'cookies' | 'permissions'>
  registry: Pick<SessionRegistry, 'list'>
  /** Holds the record of the last run. */
  runItem: SessionItem
  /** Publishes the id of a run whose session is over. */
  publish(overRunId: string): void
}

/**
 * Returns a function that checks whether the session of the last run still exists in the browser.
 * The tab cannot tell if the login page lies on another host.
 */
export function createRunValidity(deps: RunValidityDeps): () => void {
  const check = async (): Promise<void> => {
    const saved = v.safeParse(RunRecordSchema, await deps.runItem.load())
    if (!saved.success || saved.output.run.outcome !== 'passed') return
    if (await isOver(saved.output, deps)) deps.publish(saved.output.run.id)
  }
  // Without storage or access to the cookies, nothing is known.
  return () => void check().catch(() => {})
}

async function isOver(record: RunRecord, { browser, registry }: RunValidityDeps): Promise<boolean> {
  const { storeId, request, run } = record
  if (storeId === undefined) return false
  if (!(await browser.cookies.hasStore(storeId))) return true
  const isRemembered = !run.steps.some(({ noteMessages }) =>
    noteMessages?.some(note => hasId(note, 'note.notRemembered')),
  )
  const { cookie } = planCookie(record)
  const sent = await browser.cookies.getWinning(cookie.name, cookie.url, storeId)
  if (sent?.value !== request.sessionId) return true
  const sessions = isRemembered ? await registry.list() : []
  return isRemembered && !sessions.some(({ sessionId }) => sessionId === request.sessionId)
}
