import { resolve } from 'node:path'
import type { Command } from 'commander'
import { extensionId } from '#protocol/constants'
import { failure } from '#protocol/errors'
import type { Finding } from '#protocol/findings/index'
import { type HostEnvironment, readHostEnvironment } from '../../install/environment.ts'
import { findExtension } from '../../install/extension/find-extension.ts'
import { installCompanion } from '../../install/install.ts'
import { nodeSystem, sharedNodeSystem } from '../../install/node-system.ts'
import { findPackage } from '../../install/package-marker.ts'
import { getInstallPaths, type InstallStep, locateRegistration } from '../../install/plan.ts'
import type { System } from '../../install/system.ts'
import { assertAdministrator } from '../../install/system-wide.ts'
import { uninstallCompanion } from '../../install/uninstall.ts'
import { findWarnings } from '../../install/warnings/index.ts'
import { stripControlCharacters } from '../../util/text.ts'
import type { ActionAdapter, CommandOutput } from '../command.ts'
import { confirm, yesOption } from '../confirm.ts'
import {
  type InstallTargets,
  isAllBrowsers,
  listBrowserNames,
  resolveInstallTargets,
  resolveUninstallTargets,
  type TargetOptions,
} from '../options/install-targets.ts'
import { formatFinding } from '../output/finding.ts'
import { describeNextStep } from '../output/next-step.ts'
import { findInvocation } from '../rewrite-commands.ts'

interface InstallCommandOptions extends TargetOptions {
  extensionId?: string[]
  dryRun?: boolean
}

/** `hubpass install | uninstall` */
export function addInstallCommands(program: Command, toAction: ActionAdapter): void {
  addTargetOptions(program.command('install'))
    .description('Install the companion and register it with browsers.')
    .option('--extension-id <id...>', 'also allow these extensions')
    .addHelpText('after', examples)
    .action(toAction(install))
  addTargetOptions(program.command('uninstall'))
    .description('Undo "hubpass install". Keeps sites and the audit log.')
    .option(...yesOption)
    .action(toAction(uninstall))
}

const addTargetOptions = (command: Command): Command =>
  command
    .option('--browser <name...>', `browsers: ${listBrowserNames().join(', ')} (default: all that are found)`)
    .option('--user-data-dir <folder>', 'a browser that runs with this --user-data-dir, and no other')
    .option('--system', 'for all users of this machine (needs an administrator)')
    .option('--dry-run', 'show what would be done without doing it')

const examples = `
Examples:
  $ hubpass install
  $ hubpass install --browser chrome edge --dry-run
  $ sudo hubpass install --system
`

async function install({ dryRun = false, ...options }: InstallCommandOptions): Promise<CommandOutput> {
  await assertNotPackaged()
  const { machine, home, browsers, registrations, owner } = await resolveInstallTargets(options)
  const system = await prepareSystem('install', { ...options, dryRun, machine })
  const extensionIds = [extensionId, ...(options.extensionId ?? []).map(parseExtensionId)]
  const hubpassHome = process.env.HUBPASS_HOME && !options.system ? home : undefined
  const warningContext = { machine, system, browsers, isAllBrowsers: isAllBrowsers(options) }
  const notes = await collectNotes(options)
  const installOptions = {
    ...warningContext,
    home,
    hubpassHome,
    registrations,
    owner,
    extensionIds,
    invocation: findInvocation(),
    dryRun,
  }
  const steps = await installCompanion(installOptions)
  const warnings = (await findWarnings({ ...warningContext, extensionIds })).filter(isUnsolved(options))
  const extensionFolder = await findInstalledExtension(steps, { machine, home })
  const lines = dryRun ? steps.map(describeStep) : registrations.map(locateRegistration)
  const heading = dryRun ? 'Would do:' : `Installed for ${formatTargets(browsers, options)}:`
  return {
    result: { browsers, dryRun, steps: steps.map(omitMode), warnings, extensionFolder },
    text: [
      formatList(heading, lines),
      ...notes,
      ...warnings.map(formatWarning),
      ...(dryRun ? [] : [describeNextStep(extensionFolder)]),
    ].join('\n'),
  }
}

async function uninstall({
  dryRun = false,
  yes = false,
  ...options
}: InstallCommandOptions & { yes?: boolean }): Promise<CommandOutput> {
  await assertNotPackaged()
  const { machine, ...targets } = await resolveUninstallTargets(options)
  const system = await prepareSystem('uninstall', { ...options, dryRun, machine })
  const from = isAllBrowsers(options) ? 'all browsers' : formatTargets(targets.browsers, options)
  if (!dryRun) await confirm(`Remove the companion from ${from}?`, { yes })
  const uninstallOptions = { ...targets, machine, system, isAll: isAllBrowsers(options), dryRun }
  const removed = await uninstallCompanion(uninstallOptions)
  const heading = removed.length === 0 ? 'Nothing is installed.' : dryRun ? 'Would remove:' : 'Removed:'
  return { result: { dryRun, removed }, text: formatList(heading, removed) }
}

/**
 * Throws INSTALLED_BY_PACKAGE if a package installed this program: that package owns the
 * registrations.
 */
async function assertNotPackaged(): Promise<void> {
  const found = await findPackage(readHostEnvironment(), nodeSystem.fileSystem)
  if (found !== undefined) throw failure('INSTALLED_BY_PACKAGE', { package: found })
}

/**
 * Returns the system to change. For all users, it creates what they can read. Throws
 * NEEDS_ADMINISTRATOR.
 */
async function prepareSystem(
  command: 'install' | 'uninstall',
  { system = false, dryRun, machine }: TargetOptions & { dryRun: boolean; machine: HostEnvironment },
): Promise<System> {
  if (!system) return nodeSystem
  if (!dryRun) await assertAdministrator(command, machine, nodeSystem.registry)
  process.umask(0o022)
  return sharedNodeSystem
}

function parseExtensionId(received: string): string {
  if (/^[a-p]{32}$/.test(received)) return received
  throw failure('BAD_REQUEST', {
    field: '--extension-id',
    received,
    expected: "the 32 letters (a to p) on the browser's extensions page",
  })
}

function describeStep(step: InstallStep): string {
  if (step.do === 'copy' || step.do === 'copyFolder') return `copy ${step.from} to ${step.path}`
  return step.do === 'write' ? `write ${step.path}` : `set ${step.key} to ${step.value}`
}

/** A browser that runs with the folder of this installation will find the companion. */
const isUnsolved =
  ({ userDataDir }: InstallCommandOptions) =>
  ({ code, details }: Finding): boolean =>
    userDataDir === undefined || code !== 'PROFILE_ELSEWHERE' || details.folder !== resolve(userDataDir)

/** File permissions are of no use to scripts. */
const omitMode = (step: InstallStep) => ({ ...step, mode: undefined })

/** Returns the folder of the extension that is there now, or would be. */
async function findInstalledExtension(
  steps: readonly InstallStep[],
  { machine, home }: Pick<InstallTargets, 'machine' | 'home'>,
): Promise<string | undefined> {
  const copied = steps.find(step => step.do === 'copyFolder')
  if (copied !== undefined) return copied.path
  const { extension } = getInstallPaths(home, machine)
  return (await findExtension([extension], nodeSystem.fileSystem))?.path
}

const formatWarning = (warning: Finding): string =>
  `Warning: ${formatFinding(warning).trimEnd().replace('\n', '\n  ')}`

/**
 * Call this before installing, which creates a missing folder for a browser that has not been
 * started yet.
 */
async function collectNotes({ userDataDir }: InstallCommandOptions): Promise<string[]> {
  if (userDataDir === undefined) return []
  if (process.platform === 'win32')
    return ['On Windows, browsers read the registry regardless of --user-data-dir.']
  const folder = resolve(userDataDir)
  if (await nodeSystem.fileSystem.exists(folder)) return []
  return [
    `Warning: The folder ${folder} did not exist. Check the path, unless the browser has not been started yet.`,
  ]
}

const formatTargets = (browsers: string[], { userDataDir }: InstallCommandOptions): string => {
  const names = browsers.join(', ')
  if (userDataDir === undefined) return names
  return names === '' ? userDataDir : `${names} in ${userDataDir}`
}

const formatList = (heading: string, lines: readonly string[]): string =>
  [heading, ...lines.map(line => `  ${stripControlCharacters(line)}`)].join('\n')
