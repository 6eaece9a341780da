import type { Command, Option } from 'commander'
import { readConfiguration } from '../../config/configuration.ts'
import { globalFlagNames } from '../global-flags.ts'

/**
 * Returns what can follow in a line whose last word is incomplete: commands, options, or the ids of
 * sites. Returns nothing where a file or a free text follows.
 */
export async function findCandidates(program: Command, words: readonly string[]): Promise<string[]> {
  const current = words.at(-1) ?? ''
  const { command, positionals, openOption } = walk(program, words.slice(0, -1))
  const candidates =
    openOption === undefined
      ? await listNext(command, positionals, current)
      : await listValues(openOption.long ?? '')
  return [...new Set(candidates)].filter(candidate => candidate.startsWith(current))
}

interface Position {
  command: Command
  positionals: number
  /** The option whose value comes next. */
  openOption: Option | undefined
}

/** Follows the complete words from the program to its command. */
function walk(program: Command, words: readonly string[]): Position {
  const position: Position = { command: program, positionals: 0, openOption: undefined }
  for (const word of words) {
    const option = position.command.options.find(({ short, long }) => word === short || word === long)
    const subcommand = position.command.commands.find(
      command => command.name() === word || command.aliases().includes(word),
    )
    if (position.openOption !== undefined) position.openOption = undefined
    else if (option !== undefined) position.openOption = option.required ? option : undefined
    else if (subcommand !== undefined) position.command = subcommand
    else if (!word.startsWith('-')) position.positionals += 1
  }
  return position
}

async function listNext(command: Command, positionals: number, current: string): Promise<string[]> {
  if (current.startsWith('-'))
    return [
      ...command.options.flatMap(({ short, long }) => [long, short]),
      ...globalFlagNames,
      '--help',
    ].filter((name): name is string => name !== undefined)
  if (command.commands.length > 0)
    return command
      .createHelp()
      .visibleCommands(command)
      .map(each => each.name())
  const [first] = command.registeredArguments
  if (positionals > 0 || first === undefined) return []
  if (first.name() === 'shell') return first.argChoices ?? []
  const takesSite = first.name() === 'site' || (first.name() === 'id' && command.name() !== 'add')
  return takesSite ? listSites() : []
}

const listValues = async (option: string): Promise<string[]> => (option === '--site' ? listSites() : [])

/** A configuration that cannot be read has no sites: a completion shows no errors. */
const listSites = (): Promise<string[]> =>
  readConfiguration().then(
    ({ sites }) => sites.map(({ id }) => id),
    () => [],
  )
