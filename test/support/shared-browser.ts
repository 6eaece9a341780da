import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { toOriginPattern } from '#shared/permission'
import { extensionFolder } from './built-extension.ts'
import { assertCompanionsEnded } from './companion-processes.ts'
import { AsyncDisposableStack } from './disposable-stack.ts'
import { openBrowser } from './open-browser.ts'
import { resetProfile, type UsedProfile } from './reset-profile.ts'
import { runCompanionOrThrow } from './run-companion.ts'
import { createTemporaryFolder } from './temporary-folder.ts'
import { closeWelcomePage } from './welcome-page.ts'

/** A profile for the time of one test. At its end the profile is as it was before. */
export interface BorrowedProfile extends UsedProfile, AsyncDisposable {
  /** Lets the browser know the companion. */
  installCompanion(): Promise<void>
}

interface SharedBrowser extends AsyncDisposable {
  borrow(): BorrowedProfile
}

let shared: Promise<SharedBrowser> | undefined

/** The profile of the one browser that the tests of a worker use one after another, since starting one takes the most time of a test. */
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
        // Nobody shall find what could not be put back.
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
  const belongings = new AsyncDisposableStack()
  try {
    const { path } = belongings.use(await createTemporaryFolder('shared'))
    const [home, profile] = [join(path, 'home'), join(path, 'profile')]
    const installed = await keepInstallation(path, home, profile)
    belongings.defer(() => assertCompanionsEnded(home))
    const env = { HUBPASS_HOME: home }
    const browser = await openBrowser({
      ...{ profile, env, hosts, spki },
      extension: extensionFolder,
      extensions: [],
    })
    belongings.defer(() => browser.close())
    await closeWelcomePage(browser)
    const allowed = toOriginPattern(`https://${hosts[0]}`)
    const used = { browser, home, profile }
    await resetProfile(used, allowed)
    let isLent = false
    return {
      borrow: () => {
        if (isLent) throw new Error('The shared browser is in use; a second world needs `browser: "own"`.')
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
      [Symbol.asyncDispose]: () => belongings[Symbol.asyncDispose](),
    }
  } catch (thrown) {
    await belongings[Symbol.asyncDispose]()
    throw thrown
  }
}

/** Installs the companion once. Copies of its files then have the same effect, and take less time. */
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
