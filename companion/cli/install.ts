import { resolve } from 'node:path'
import type { Command } from 'commander'
import { failure } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { extensionId } from '#protocol/limits'
import { installCompanion } from '../install/install.ts'
import { placeOf, type Step } from '../install/plan.ts'
import { thisGround } from '../install/this-ground.ts'
import { uninstallCompanion } from '../install/uninstall.ts'
import { findWarnings } from '../install/warnings/index.ts'
import {
  browserNames,
  expectPlaces,
  isEverywhere,
  type PlaceOptions,
  placesToClear,
} from './install-places.ts'
import type { Outcome } from './outcome.ts'
import type { Act } from './program.ts'
import { runnable } from './runnable.ts'

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
    .description('Undo "hubpass install". Sites and the audit log stay.')
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
  const { machine, home, browsers, registrations, claim } = await expectPlaces(options)
  const extensionIds = [extensionId, ...(options.extensionId ?? []).map(expectExtensionId)]
  const hubpassHome = process.env.HUBPASS_HOME ? home : undefined
  const here = { machine, ground: thisGround, browsers, isEverywhere: isEverywhere(options) }
  const notes = await notesOn(options)
  const wish = { ...here, home, hubpassHome, registrations, claim, extensionIds, dryRun }
  const steps = await installCompanion(wish)
  const warnings = await findWarnings(here)
  const told = dryRun ? steps.map(sentence) : registrations.map(placeOf)
  const heading = dryRun ? 'Would do:' : `Installed for ${placesInWords(browsers, options)}:`
  return {
    result: { browsers, dryRun, steps: steps.map(withoutMode), warnings },
    text: [listed(heading, told), ...notes, ...warnings.map(warning), ...(dryRun ? [] : [nextStep])].join(
      '\n',
    ),
  }
}

async function uninstall({ dryRun = false, ...options }: InstallOptions): Promise<Outcome> {
  const { machine, ...places } = await placesToClear(options)
  const wish = { ...places, machine, ground: thisGround, isAll: isEverywhere(options), dryRun }
  const removed = await uninstallCompanion(wish)
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

function sentence(step: Step): string {
  if (step.do === 'copy') return `copy ${step.from} to ${step.path}`
  return step.do === 'write' ? `write ${step.path}` : `set ${step.key} to ${step.value}`
}

/** The permissions of a file say nothing to a script. */
const withoutMode = (step: Step) => ({ ...step, mode: undefined })

const warning = ({ message, remedy }: Finding): string => `Warning: ${message}\n  ${runnable(remedy)}`

const nextStep =
  "Next: load the extension, where it is not yet (the browser's page of extensions, Developer mode, Load unpacked, dist/chrome)."

/** To be asked before installing, which makes the folder: for a browser that is still to be started for the first time. */
async function notesOn({ userDataDir }: InstallOptions): Promise<string[]> {
  if (userDataDir === undefined) return []
  if (process.platform === 'win32')
    return ['On Windows browsers look in the registry, whatever their folder of user data is.']
  const folder = resolve(userDataDir)
  if (await thisGround.disk.isThere(folder)) return []
  return [`Warning: the folder ${folder} was not there: mistyped, unless no browser was started with it yet.`]
}

const placesInWords = (browsers: string[], { userDataDir }: InstallOptions): string =>
  [...browsers, ...(userDataDir === undefined ? [] : [userDataDir])].join(', ')

const listed = (heading: string, lines: readonly string[]): string =>
  [heading, ...lines.map(line => `  ${line}`)].join('\n')
