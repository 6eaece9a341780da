import { createHash } from 'node:crypto'
import { failure, HubpassError } from '#protocol/errors'
import { reasonOfFinding } from '#protocol/findings/to-finding'
import { isHttps } from '#protocol/site'
import { browserError, requireBrowserProgram } from '../../browser/find-program.ts'
import { type LaunchedBrowser, launchBrowser } from '../../browser/launch.ts'
import type { CaseBrowser } from '../../check/browser/case-browser.ts'
import { visitHub } from '../../check/browser/visit.ts'
import type { Plan } from '../../check/plan/plan.ts'
import type { SiteConfiguration } from '../../config/schema.ts'
import { readHostEnvironment } from '../../install/environment.ts'
import { toHubAddress } from '../../qlik/hub/address.ts'
import { createHubEndpoints } from '../../qlik/hub/send.ts'
import { isExecutable } from '../../util/which.ts'
import { inspectHub } from '../../xray/site/tls.ts'

/**
 * Starts a browser without a window for the cases of a run. It trusts the certificates of the hubs that the
 * companion trusts, and no others. Throws BROWSER_MISSING.
 */
async function openBrowser(
  wanted: string | undefined,
  sites: readonly SiteConfiguration[],
  signal: AbortSignal,
): Promise<CaseBrowser & AsyncDisposable> {
  const program = await asMissing(wanted, async () => findProgram(wanted))
  const keys = await listTrustedKeys(sites, signal)
  const trust = keys.length === 0 ? [] : [`--ignore-certificate-errors-spki-list=${keys.join(',')}`]
  const browser = await launchBrowser(program, ['--headless=new', '--disable-gpu', ...trust])
  try {
    await asMissing(program, () => waitForStart(program, browser))
  } catch (error) {
    await browser[Symbol.asyncDispose]()
    throw error
  }
  return {
    visit: (of, created, context) =>
      asMissing(program, () => visitHub(browser.devtools, of, created, context)),
    [Symbol.asyncDispose]: () => browser[Symbol.asyncDispose](),
  }
}

/** Opens a browser if the options want one, for the sites of the plan. Throws BROWSER_MISSING. */
export async function openWantedBrowser(
  { blocks }: Plan,
  { browser }: { browser?: string | true },
  { sites, signal }: { sites: ReadonlyMap<string, SiteConfiguration>; signal: AbortSignal },
): Promise<(CaseBrowser & AsyncDisposable) | undefined> {
  if (browser === undefined) return undefined
  const planned = new Set(blocks.flatMap(block => block.sites.map(({ id }) => id)))
  const chosen = [...planned].flatMap(id => sites.get(id) ?? [])
  return openBrowser(browser === true ? undefined : browser, chosen, signal)
}

/** Without a window, no display is needed. */
function findProgram(wanted: string | undefined): string {
  const machine = readHostEnvironment()
  return requireBrowserProgram(wanted, {
    machine: { ...machine, env: { ...machine.env, DISPLAY: machine.env.DISPLAY || ':none' } },
    isExecutable,
  })
}

/**
 * Of a program that cannot be started, the error says more than the pipes that it closes. As root, Chromium ends
 * at once without `--no-sandbox`, see https://crbug.com/638180.
 */
const waitForStart = (program: string, { devtools, ended }: LaunchedBrowser): Promise<unknown> =>
  devtools.send('Browser.getVersion', {}).catch(async error => {
    await ended
    throw process.getuid?.() === 0 ? browserError(program, endedAsRoot, undefined, error) : error
  })

const endedAsRoot =
  'it ended. As root, Chromium needs a script that starts it with --no-sandbox, see docs/cli.md'

/** Other commands report these as wrong usage, or as a fault of the browser. */
async function asMissing<T>(browser: string | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof HubpassError)) throw error
    if (error.code === 'BAD_REQUEST') throw failure('BROWSER_MISSING', {}, error)
    if (error.code !== 'BROWSER_NOT_OPENED') throw error
    const { reason } = error.finding.details
    throw failure(
      'BROWSER_MISSING',
      {
        browser: browser ?? '',
        reason: typeof reason === 'string' ? reason : reasonOfFinding(error.finding),
      },
      error,
    )
  }
}

/**
 * Returns the keys of the certificates that the companion has accepted, as Chromium names them. A hub that
 * cannot be reached has none; its cases say so.
 */
async function listTrustedKeys(sites: readonly SiteConfiguration[], signal: AbortSignal): Promise<string[]> {
  const readKey = async (site: SiteConfiguration): Promise<string[]> => {
    if (!isHttps(site.hub)) return []
    const endpoints = await createHubEndpoints(site, toHubAddress(site.hub))
    const { publicKey } = (await inspectHub(endpoints, signal)).facts
    return publicKey === undefined ? [] : [createHash('sha256').update(publicKey).digest('base64')]
  }
  const keys = await Promise.all(sites.map(site => readKey(site).catch((): string[] => [])))
  signal.throwIfAborted()
  return [...new Set(keys.flat())]
}
