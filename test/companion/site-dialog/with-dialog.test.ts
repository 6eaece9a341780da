import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { english } from '#messages/english'
import { siteDialogTimeoutMs } from '#protocol/constants'
import { type SiteDialog, withDialog } from '../../../companion/site-dialog/with-dialog.ts'
import type { SystemDialog } from '../../../companion/system-dialog/system-dialog.ts'
import { createTemporaryHome } from '../../support/temporary-home.ts'

/** A dialog that nobody answers. */
const unanswered: SystemDialog = {
  choose: (_, signal) => waitForAbort(signal),
  askText: (_, signal) => waitForAbort(signal),
  askPath: (_, signal) => waitForAbort(signal),
}

const waitForAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason)
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })

const systemWith = (dialog: SystemDialog, limitMs = 600_000) => ({
  find: () => ({ dialog }),
  readCatalogue: () => english,
  limitMs,
})

const ask = ({ choose }: SiteDialog) => choose({ text: '?', options: [{ id: 'yes', label: 'Yes' }] })

let home: Awaited<ReturnType<typeof createTemporaryHome>>
beforeEach(async () => {
  home = await createTemporaryHome()
  vi.stubEnv('HUBPASS_HOME', home.path)
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await home[Symbol.asyncDispose]()
})

it('a dialog that nobody answers is closed after the limit, and another one may follow', async () => {
  const { signal } = new AbortController()
  for (const limitMs of [1, 2])
    await expect(withDialog('acme', signal, ask, systemWith(unanswered, limitMs))).rejects.toMatchObject({
      code: 'SITE_CHANGE_REFUSED',
      finding: { details: { minutes: limitMs / 60_000 } },
    })
})

it('one limit, far below an hour, covers all dialogs of a request', async () => {
  expect(siteDialogTimeoutMs).toBeLessThanOrEqual(10 * 60_000)
  const { signal } = new AbortController()
  const answersOnce = { ...unanswered, choose: async () => 'yes' as never }
  const askTwice = async (dialog: SiteDialog) => {
    await ask(dialog)
    await dialog.askText({ text: '?' })
  }
  await expect(withDialog('acme', signal, askTwice, systemWith(answersOnce, 50))).rejects.toMatchObject({
    code: 'SITE_CHANGE_REFUSED',
  })
})

it('a canceled request closes its dialog', async () => {
  const controller = new AbortController()
  const asking = withDialog('acme', controller.signal, ask, systemWith(unanswered))
  controller.abort()
  await expect(asking).rejects.toMatchObject({ code: 'CANCELLED' })
})

it('a dialog that cannot be shown names the reason', async () => {
  const { signal } = new AbortController()
  const broken = { ...unanswered, choose: () => Promise.reject(new Error('zenity: cannot open display')) }
  await expect(withDialog('acme', signal, ask, systemWith(broken))).rejects.toMatchObject({
    code: 'SITE_DIALOG_UNAVAILABLE',
    finding: { details: { reason: 'zenity: cannot open display' } },
  })
})
