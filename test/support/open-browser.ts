import { type BrowserContext, chromium } from 'playwright-core'
import { findBrowser } from '../../scripts/setup/find-browser.mjs'
import { createBrowserEnvironment } from './browser-environment.ts'
import { chromiumFlags } from './chromium-flags.ts'

export interface BrowserOptions {
  profile: string
  /** Environment variables, e.g. HUBPASS_HOME. The companion inherits them. */
  env: Record<string, string>
  /** The folder of the Hubpass extension. */
  extension: string
  hosts: readonly string[]
  spki: string
  /**
   * The X display of a headed browser, or `own` for the machine's display. Without it the browser
   * is headless.
   */
  display?: string | undefined
  /** Folders of further extensions. */
  extensions: readonly string[]
  /** Replaces the browser that was found. */
  program?: string | undefined
}

/** Shorter than the test timeout, so that a test whose wait fails still cleans up. */
const actionTimeoutMs = 20_000

/** Starts Chromium with the shipped extension. */
export async function openBrowser({
  profile,
  env,
  extension,
  hosts,
  spki,
  display,
  extensions,
  program,
}: BrowserOptions): Promise<BrowserContext> {
  const starting = chromium.launchPersistentContext(profile, {
    executablePath: program ?? requireBrowser(),
    // Playwright's headless mode is another program. The flags set ours.
    headless: false,
    args: chromiumFlags({
      extensions: [extension, ...extensions],
      hosts,
      spki,
      headless: display === undefined,
    }),
    env: {
      ...(await createBrowserEnvironment(`${profile}-home`)),
      ...env,
      ...(display === undefined || display === 'own' ? {} : { DISPLAY: display }),
    },
    // The program that started us handles signals and closes the browser.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    viewport: null,
  })
  const browser = await starting.catch(thrown => {
    throw explainMissingDisplay(thrown)
  })
  browser.setDefaultTimeout(actionTimeoutMs)
  return browser
}

/** Replaces Chromium's long message about a missing display by one sentence. */
function explainMissingDisplay(thrown: unknown): unknown {
  if (!/Missing X server|cannot open display/i.test(String(thrown))) return thrown
  const display = process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY
  return new Error(
    `No display answers at "${display}", so the browser cannot open a window. Correct DISPLAY, or run without a window (--headless).`,
    { cause: thrown },
  )
}

function requireBrowser(): string {
  const program = findBrowser()
  if (program === undefined) throw new Error('Found no browser. Run "npm test" to install one or see how.')
  return program
}
