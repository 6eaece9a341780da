import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { toOriginPattern } from '#shared/hub-location'
import { extensionFolder } from './built-extension.ts'
import { assertCompanionsEnded } from './companion-processes.ts'
import { AsyncDisposableStack } from './disposable-stack.ts'
import { openBrowser } from './open-browser.ts'
import { resetProfile, type UsedProfile } from './reset-profile.ts'
import { runCompanionOrThrow } from './run-companion.ts'
import { createTemporaryFolder } from './temporary-folder.ts'
import { closeWelcomePage } from './welcome-page.ts'

/** A profile that one test borrows. Disposing it resets the profile. */
export interface BorrowedProfile extends UsedProfile, AsyncDisposable {
  /** Registers the companion in the browser. */
  installCompanion(): Promise<void>
}

interface SharedBrowser extends AsyncDisposable {
  borrow(): BorrowedProfile
}

let shared: Promise<SharedBrowser> | undefined

/**
 * Borrows the profile of the worker's only browser, since starting a browser takes most of a test's
 * time.
 */
export async function borrowProfile(hosts: readonly string[], spki: string): Promise<BorrowedProfile> {
  shared ??= startSharedBrowser(hosts, spki)
  const browser = await shared
  const profile = browser.borrow()
  return {
    ...profile,
    [Symbol.asyncDispose]: async () => {
      try {
        await profile[Symbol.asyncDispose]()
      } catch (thrown) {
        // A profile that cannot be reset must not be reused.
        await closeSharedBrowser()
        throw thrown
      }
    },
  }
}

export async function closeSharedBrowser(): Promise<void> {
  const browser = await shared
  shared = undefined
  await browser?.[Symbol.asyncDispose]()
}

async function startSharedBrowser(hosts: readonly string[], spki: string): Promise<SharedBrowser> {
  const resources = new AsyncDisposableStack()
  try {
    const { path } = resources.use(await createTemporaryFolder('shared'))
    const [home, profile] = [join(path, 'home'), join(path, 'profile')]
    const installed = await keepInstallation(path, home, profile)
    resources.defer(() => assertCompanionsEnded(home))
    const env = { HUBPASS_HOME: home }
    const browser = await openBrowser({
      ...{ profile, env, hosts, spki },
      extension: extensionFolder,
      extensions: [],
    })
    resources.defer(() => browser.close())
    await closeWelcomePage(browser)
    const allowed = toOriginPattern(`https://${hosts[0]}`)
    const used = { browser, home, profile }
    await resetProfile(used, allowed)
    let isLent = false
    return {
      borrow: () => {
        if (isLent) throw new Error('The shared browser is in use; a second harness needs `browser: "own"`.')
        isLent = true
        return {
          ...used,
          installCompanion: installed.restore,
          [Symbol.asyncDispose]: async () => {
            await resetProfile(used, allowed)
            isLent = false
          },
        }
      },
      [Symbol.asyncDispose]: () => resources[Symbol.asyncDispose](),
    }
  } catch (thrown) {
    await resources[Symbol.asyncDispose]()
    throw thrown
  }
}

/**
 * Installs the companion once and copies its files later, which is faster and has the same effect.
 */
async function keepInstallation(path: string, home: string, profile: string) {
  await runCompanionOrThrow(home, ['install', '--user-data-dir', profile])
  const hosts = join(profile, 'NativeMessagingHosts')
  const copies = [
    [home, join(path, 'installed-home')],
    [hosts, join(path, 'installed-hosts')],
  ] as const
  await Promise.all(copies.map(([from, to]) => cp(from, to, { recursive: true })))
  return {
    restore: async () => {
      await Promise.all(copies.map(([to, from]) => cp(from, to, { recursive: true })))
    },
  }
}
