import type { Command } from 'commander'
import { failure } from '#protocol/errors'
import { extensionId } from '#protocol/limits'
import { homeFolder } from '../config/home.ts'
import { installCompanion, uninstallCompanion } from '../install/install.ts'
import type { Step } from '../install/plan.ts'
import {
  browserNames,
  expectPlaces,
  isEverywhere,
  type PlaceOptions,
  placesToClear,
} from './install-places.ts'
import type { Outcome } from './outcome.ts'
import type { Act } from './program.ts'

interface InstallOptions extends PlaceOptions {
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

async function install({ dryRun = false, ...options }: InstallOptions): Promise<Outcome> {
  const { manifests, browsers } = await expectPlaces(options)
  const steps = await installCompanion({
    home: await homeFolder(),
    hubpassHome: process.env.HUBPASS_HOME ? await homeFolder() : undefined,
    manifests,
    extensionIds: [extensionId, ...(options.extensionId ?? []).map(expectExtensionId)],
    dryRun,
  })
  const told = dryRun ? steps.map(sentence) : manifests
  return {
    result: { browsers, dryRun, steps: steps.map(({ mode: _, ...step }) => step) },
    text: listed(dryRun ? 'Would do:' : `Installed for ${placesInWords(browsers, options)}:`, told),
  }
}

async function uninstall({ dryRun = false, ...options }: InstallOptions): Promise<Outcome> {
  const { manifests } = await placesToClear(options)
  const home = await homeFolder()
  const removed = await uninstallCompanion({ home, manifests, isAll: isEverywhere(options), dryRun })
  const heading = removed.length === 0 ? 'Nothing is installed.' : dryRun ? 'Would remove:' : 'Removed:'
  return { result: { dryRun, removed }, text: listed(heading, removed) }
}

function expectExtensionId(received: string): string {
  if (/^[a-p]{32}$/.test(received)) return received
  throw failure('BAD_REQUEST', {
    field: '--extension-id',
    received,
    expected: 'the 32 letters from a to p that the browser shows on its page of extensions',
  })
}

const sentence = (step: Step): string =>
  step.do === 'copy' ? `copy ${step.from} to ${step.path}` : `write ${step.path}`

const placesInWords = (browsers: string[], { userDataDir }: InstallOptions): string =>
  [...browsers, ...(userDataDir === undefined ? [] : [userDataDir])].join(', ')

const listed = (heading: string, lines: readonly string[]): string =>
  [heading, ...lines.map(line => `  ${line}`)].join('\n')
