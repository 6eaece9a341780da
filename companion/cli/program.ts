import { Command, CommanderError } from 'commander'
import { failure } from '#protocol/errors'
import { companionVersion } from '../util/version.ts'
import type { ActionAdapter, CommandOutput } from './command.ts'
import { showVersion } from './commands/version.ts'
import { assertQuotesRemoved } from './options/kept-quotes.ts'
import { putPlanBeforeBrowser } from './options/plan-behind-browser.ts'
import { rewriteExamples } from './rewrite-commands.ts'

/** Adds the command that the line begins with, or all commands for the overview. */
export type AddCommands = (
  program: Command,
  toAction: ActionAdapter,
  args: readonly string[],
) => Promise<void>

/**
 * Parses the command line and runs its command. Returns the output, including help, instead of
 * printing it. Throws BAD_REQUEST for a command line that cannot be parsed, and what the command
 * throws.
 */
export async function runProgram(args: string[], addCommands: AddCommands): Promise<CommandOutput> {
  assertQuotesRemoved(args)
  let output: CommandOutput | undefined
  let help = ''
  const toAction: ActionAdapter =
    work =>
    async (...args) => {
      output = await work(...args)
    }
  const commandArgs = putPlanBeforeBrowser(expandHelpCommand(args))
  const program = createProgram(text => {
    help += rewriteExamples(text)
  })
  await addCommands(program, toAction, commandArgs)
  addGlobalOptions(program)
  try {
    await program.parseAsync(
      isKnownCommand(commandArgs, program) ? commandArgs : commandArgs.filter(isNotHelpFlag),
      { from: 'user' },
    )
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.code === 'commander.version') return { ...showVersion(), text: help }
    if (error.exitCode !== 0 && error.code !== 'commander.help')
      throw toUsageError(error, commandArgs, program)
  }
  return output ?? { result: { help }, text: help }
}

/** Turns `help site add` into `site add --help`. */
const expandHelpCommand = ([first, ...rest]: string[]): string[] => {
  if (first === 'help') return [...rest, '--help']
  return first === undefined ? [] : [first, ...rest]
}

/** Returns whether all command words exist. An unknown command must fail even with --help. */
function isKnownCommand([first, ...rest]: string[], { commands }: Command): boolean {
  if (first === undefined || first.startsWith('-') || commands.length === 0) return true
  const command = commands.find(command => command.name() === first || command.aliases().includes(first))
  return command !== undefined && isKnownCommand(rest, command)
}

const isNotHelpFlag = (word: string): boolean => word !== '--help' && word !== '-h'

const createProgram = (writeHelp: (text: string) => void): Command =>
  new Command('hubpass')
    .description('Sign test users in to Qlik Sense Enterprise on Windows and verify the result.')
    .exitOverride()
    .configureOutput({ writeOut: writeHelp, writeErr: writeHelp })
    .addHelpText('after', overview)
    .helpCommand(false)
    .version(companionVersion, '-V, --version', 'print only the version')

function addGlobalOptions(program: Command): void {
  for (const command of collectLeafCommands(program)) {
    reportMissingOptionsLast(command)
    command.option('--json', 'print one JSON document and nothing else')
  }
}

/**
 * Reports unknown options before missing ones: a person who typed `--hubb` did not forget `--hub`.
 */
function reportMissingOptionsLast(command: Command): void {
  const required = command.options.filter(({ mandatory }) => mandatory)
  for (const option of required) option.makeOptionMandatory(false)
  command.hook('preAction', () => {
    const missing = required.find(option => command.getOptionValue(option.attributeName()) === undefined)
    if (missing !== undefined) command.error(`error: required option '${missing.flags}' not specified`)
  })
}

const collectLeafCommands = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(collectLeafCommands)

function toUsageError({ message }: CommanderError, args: string[], program: Command) {
  return failure('BAD_REQUEST', {
    field: 'Command line',
    received: args.slice(0, 2).filter(isWord).join(' '),
    expected: `arguments as shown by "${['hubpass', ...findCommandPath(args, program)].join(' ')} --help"`,
    problem: maskOptionValues(message)
      .replace(/^error: /, '')
      .replace(/\n\(Did (you mean [^\n]*\?\))$/, ' (did $1')
      .replace(/\.?(\n[\s\S]*)?$/, ''),
  })
}

const isWord = (text: string): boolean => /^[a-z][a-z-]*$/.test(text)

/** Returns the words of the line that name a command. */
function findCommandPath([first = '', ...rest]: string[], { commands }: Command): string[] {
  const command = commands.find(command => command.name() === first)
  return command === undefined ? [] : [first, ...findCommandPath(rest, command)]
}

/** Removes values after `=`: the value of a mistyped option may be a secret. */
const maskOptionValues = (message: string): string => message.replace(/'(--?[^'=\s]+)=[\s\S]*'/, "'$1'")

const overview = `
Examples:
  $ hubpass site add acme --hub https://qlik.acme.com --pem ./certificates
  $ hubpass login acme --prefix sales --user "TESTING\\anna" --attribute group=HR
  $ hubpass doctor acme
  $ hubpass install
  $ hubpass help site add

Options of every command:
  --json, -o json  print one JSON document and nothing else
  -q, --quiet      print no warnings and hints
  --verbose        print each request to Qlik Sense, without secrets
  --no-color       use no colors

Exit codes: 0 done · 1 a check failed · 2 wrong usage · 3 configuration or credential · 4 network or TLS
            5 rejected by Qlik Sense · 70 a bug in Hubpass · 130 canceled
`
