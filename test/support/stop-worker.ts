import type { BrowserContext, CDPSession } from 'playwright-core'

/**
 * Ends the extension's worker, as the browser does with one that is idle, and returns when it has stopped. Its ports close,
 * its companion ends, and whatever wakes it next finds a new one with no memory but the stores.
 *
 * DevTools hold on to the worker's target while it stops and starts, so the target tells nothing; the versions do.
 */
export async function stopWorker(browser: BrowserContext, extensionId: string): Promise<void> {
  // Any page will do, and a new one would come to the front.
  const devtools = await browser.newCDPSession(browser.pages()[0] ?? (await browser.newPage()))
  const stopped = stopRunningVersion(devtools, extensionId)
  await devtools.send('ServiceWorker.enable')
  await stopped
  await devtools.detach()
}

/** Asks the version that runs to stop, once: a page may start the next one at the same moment. Waits for its word that it has. */
const stopRunningVersion = (devtools: CDPSession, extensionId: string): Promise<void> =>
  new Promise((resolve, reject) => {
    let isAsked = false
    devtools.on('ServiceWorker.workerVersionUpdated', ({ versions }) => {
      for (const { versionId, scriptURL, runningStatus } of versions) {
        if (new URL(scriptURL).host !== extensionId) continue
        if (runningStatus === 'running' && !isAsked) {
          isAsked = true
          devtools.send('ServiceWorker.stopWorker', { versionId }).catch(reject)
        }
        if (runningStatus === 'stopped') {
          isAsked = true
          resolve()
        }
      }
    })
  })
