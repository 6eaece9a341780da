import { type BrowserContext, chromium } from 'playwright-core'
import { findBrowser } from '../../scripts/setup/find-browser.mjs'
import { chromiumFlags } from './chromium-flags.ts'

export interface BrowserOptions {
  profile: string
  /** The companion inherits it: HUBPASS_HOME and the like. */
  env: Record<string, string>
  /** The folder of ours. */
  extension: string
  hosts: readonly string[]
  spki: string
  /** An X display to be headed on, or `own` for the one that this machine has; without one the browser is headless. */
  display?: string | undefined
  /** Folders of further extensions. */
  extensions: readonly string[]
  /** In place of the browser that is found. */
  program?: string | undefined
}

/** Shorter than a test may take, so that a test that waits in vain still cleans up. */
const actionTimeoutMs = 20_000

/** A Chromium of its own, with the shipped extension. */
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
    // Playwright's own headless mode is another program; ours comes with the flags.
    headless: false,
    args: chromiumFlags({
      extensions: [extension, ...extensions],
      hosts,
      spki,
      headless: display === undefined,
    }),
    env: {
      ...inheritedEnv(),
      ...env,
      ...(display === undefined || display === 'own' ? {} : { DISPLAY: display }),
    },
    // Signals are for the one who has started us: it closes the browser in its turn.
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

/** Chromium's own words among many others. */
function explainMissingDisplay(thrown: unknown): unknown {
  if (!/Missing X server|cannot open display/i.test(String(thrown))) return thrown
  const display = process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY
  return new Error(
    `No display answers at "${display}", where the browser was to show its window; correct DISPLAY, or go without a window (--headless).`,
    { cause: thrown },
  )
}

function requireBrowser(): string {
  const program = findBrowser()
  if (program === undefined) throw new Error('No browser was found; "npm test" says how to get one.')
  return program
}

const inheritedEnv = (): Record<string, string> =>
  Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
