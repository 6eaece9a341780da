import type { BrowserContext, CDPSession } from 'playwright-core'

/**
 * Stops the extension's worker, as the browser does when it is idle, and waits until it has
 * stopped. Its ports and its companion close. The next event starts a new worker that has only the
 * stored state.
 *
 * DevTools keep the worker's target across restarts, so this function watches the worker versions.
 */
export async function stopWorker(browser: BrowserContext, extensionId: string): Promise<void> {
  // Any page works, but a new one would move to the front.
  const devtools = await browser.newCDPSession(browser.pages()[0] ?? (await browser.newPage()))
  const stopped = stopRunningVersion(devtools, extensionId)
  await devtools.send('ServiceWorker.enable')
  await stopped
  await devtools.detach()
}

/**
 * Stops the running version once, since a page may start the next one at the same moment. Waits for
 * confirmation.
 */
const stopRunningVersion = (devtools: CDPSession, extensionId: string): Promise<void> =>
  new Promise((resolve, reject) => {
    let isRequested = false
    devtools.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      for (const { versionId, scriptURL, runningStatus } of versions) {
        if (new URL(scriptURL).host !== extensionId) continue
        if (runningStatus === 'running' && !isRequested) {
          isRequested = true
          devtools.send('ServiceWorker.stopWorker', { versionId }).catch(reject)
        }
        if (runningStatus === 'stopped') {
          isRequested = true
          resolve()
        }
      }
    })
  })
