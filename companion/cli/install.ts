import { resolve } from 'node:path'
import type { Command } from 'commander'
import { failure } from '#protocol/errors'
import { extensionId } from '#protocol/limits'
import { configFolder, homeFolder } from '../config/home.ts'
import { browserPlaces } from '../install/browsers.ts'
import { findBrowsers } from '../install/find-browsers.ts'
import { installCompanion, uninstallCompanion } from '../install/install.ts'
import { manifestPaths, type Step } from '../install/plan.ts'
import type { Outcome } from './outcome.ts'
import type { Act } from './program.ts'

interface InstallOptions {
  browser?: string[]
  userDataDir?: string
  extensionId?: string[]
  dryRun?: boolean
}

/** `hubpass install | uninstall` */
export function addInstallCommands(program: Command, act: Act): void {
  withPlaces(program.command('install'))
    .description('Copy the companion to a lasting place and tell browsers of it.')
    .option('--extension-id <id...>', 'allow these extensions as well')
    .addHelpText('after', examples)
    .action(act(install))
  withPlaces(program.command('uninstall'))
    .description('Undo "hubpass install". Sites stay configured.')
    .action(act(uninstall))
}

const withPlaces = (command: Command): Command =>
  command
    .option('--browser <name...>', `these browsers (${browserNames().join(', ')}; else those found here)`)
    .option('--user-data-dir <folder>', 'a browser started with this --user-data-dir')
    .option('--dry-run', 'say what would be done, and do nothing')

const examples = `
Examples:
  $ hubpass install
  $ hubpass install --browser chrome edge --dry-run
`

async function install(options: InstallOptions): Promise<Outcome> {
  const { manifests, browsers } = await expectPlaces(options)
  const steps = await installCompanion({
    home: await homeFolder(),
    hubpassHome: process.env.HUBPASS_HOME ? await homeFolder() : undefined,
    manifests,
    extensionIds: [extensionId, ...(options.extensionId ?? []).map(expectExtensionId)],
    dryRun: options.dryRun ?? false,
  })
  const text = options.dryRun
    ? ['Would do:', ...steps.map(sentence)]
    : [installed(browsers, options), ...manifests.map(path => `  ${path}`)]
  return {
    result: { browsers, dryRun: options.dryRun ?? false, steps: steps.map(shown) },
    text: text.join('\n'),
  }
}

async function uninstall(options: InstallOptions): Promise<Outcome> {
  const isAll = options.browser === undefined && options.userDataDir === undefined
  const places = await placesOf({ ...options, browser: options.browser ?? (isAll ? browserNames() : []) })
  const removed = await uninstallCompanion({
    home: await homeFolder(),
    manifests: places.manifests,
    isAll,
    dryRun: options.dryRun ?? false,
  })
  const heading =
    removed.length === 0 ? 'Nothing is installed.' : options.dryRun ? 'Would remove:' : 'Removed:'
  return {
    result: { dryRun: options.dryRun ?? false, removed },
    text: [heading, ...removed.map(path => `  ${path}`)].join('\n'),
  }
}

async function expectPlaces(options: InstallOptions) {
  const places = await placesOf(options)
  if (places.manifests.length > 0) return places
  throw failure('BAD_REQUEST', {
    field: '--browser',
    received: '',
    expected: `one of ${browserNames().join(', ')}, or a --user-data-dir`,
    problem: 'no browser was found on this machine',
  })
}

/** With `--user-data-dir` alone, only that folder is meant. */
async function placesOf({ browser, userDataDir }: InstallOptions) {
  const configHome = await configFolder()
  const named = browser?.map(expectBrowser) ?? (userDataDir === undefined ? undefined : [])
  const browsers = named ?? (await findBrowsers(process.platform, configHome))
  const folder = userDataDir === undefined ? undefined : resolve(userDataDir)
  return {
    browsers,
    manifests: manifestPaths({ platform: process.platform, configHome, browsers, userDataDir: folder }),
  }
}

const browserNames = (): string[] => [
  ...new Set(
    browserPlaces.filter(({ platform }) => platform === process.platform).map(({ browser }) => browser),
  ),
]

function expectBrowser(received: string): string {
  if (browserNames().includes(received)) return received
  throw failure('BAD_REQUEST', {
    field: '--browser',
    received,
    expected: `one of ${browserNames().join(', ')}`,
  })
}

function expectExtensionId(received: string): string {
  if (/^[a-p]{32}$/.test(received)) return received
  throw failure('BAD_REQUEST', {
    field: '--extension-id',
    received,
    expected: 'the 32 letters from a to p that the browser shows on its page of extensions',
  })
}

const shown = (step: Step) =>
  step.do === 'copy'
    ? { do: step.do, path: step.path, from: step.from }
    : { do: step.do, path: step.path, text: step.text }

const sentence = (step: Step): string =>
  step.do === 'copy' ? `  copy ${step.from} to ${step.path}` : `  write ${step.path}`

const installed = (browsers: string[], { userDataDir }: InstallOptions): string =>
  `Installed for ${[...browsers, ...(userDataDir === undefined ? [] : [userDataDir])].join(', ')}. Restart nothing; press Sign in.`
