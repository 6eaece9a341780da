import { Command } from 'commander'
import { expect, it } from 'vitest'
import { addCommands } from '../../companion/cli/commands/index.ts'
import { globalFlagNames } from '../../companion/cli/global-flags.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { listViolations, readRepositoryFile, repositoryFiles } from '../support/repository.ts'

/** Every command that a document shows exists, with its options. */

const documents = repositoryFiles.filter(
  file => /\.(md|yml)$/.test(file) && !/^(CHANGELOG\.md|test\/)/.test(file),
)

/** Lines of code blocks, and code within sentences, which may break at the end of a line. */
function listCode(file: string): string[] {
  const text = readRepositoryFile(file)
  if (file.endsWith('.yml')) return text.split('\n')
  const blocks = [...text.matchAll(/^( *)```\w*\n([\s\S]*?)^\1```$/gm)].flatMap(([, , block = '']) =>
    block.split('\n'),
  )
  const spans = [...text.replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '').matchAll(/`([^`]+)`/g)]
  return [...blocks, ...spans.map(([, span = '']) => span.replaceAll(/\s+/g, ' '))]
}

const findUnknownScripts = (file: string): string[] =>
  listCode(file)
    .flatMap(line => [...line.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, name = '']) => name))
    .filter(name => !(name in packageJson.scripts))

it('every npm script in a document exists', () => {
  expect(listViolations(documents, findUnknownScripts)).toEqual([])
})

const program = new Command()
await addCommands(program, () => async () => {}, [])

const optionsOfEvery = new Set([...globalFlagNames, '--help'])

/** Returns the first word after `hubpass` that is no command and no option. Values and arguments are not looked at. */
function findUnknown([first = '', ...rest]: string[], command: Command = program): string | undefined {
  const found = command.commands.find(each => [each.name(), ...each.aliases()].includes(first))
  if (found !== undefined) return findUnknown(rest, found)
  if (command.commands.length > 0) return /^[a-z]/.test(first) ? first : undefined
  const known = new Set(command.options.flatMap(({ long, short }) => [long, short]))
  return [first, ...rest]
    .filter(word => /^--?[a-z]/.test(word))
    .map(word => word.replace(/=.*/, ''))
    .find(option => !known.has(option) && !optionsOfEvery.has(option))
}

const findUnknownCommands = (text: string): string[] =>
  [...text.matchAll(/(?:^|[\s/\\])hubpass(?:\.cmd|\.mjs)? (?!help )([^|&;`]+)/g)].flatMap(
    ([line, args = '']) => (findUnknown(args.trim().split(/\s+/)) === undefined ? [] : [line.trim()]),
  )

it('every command of Hubpass in a document exists, with its options', () => {
  expect(listViolations(documents, file => listCode(file).flatMap(findUnknownCommands))).toEqual([])
})

const findVariables = (file: string): string[] =>
  listCode(file).filter(line => /^\s*(?:\$ )?(?:[A-Z]\w*=\S*\s+)+[a-z]/.test(line))

it('no command in a document has a variable before it, which shells of Windows do not know', () => {
  expect(listViolations(documents, findVariables)).toEqual([])
})

it.each(['hubpass site forget test', 'run ./hubpass login test --usr x', 'hubpass start'])(
  'would show %s',
  line => {
    expect(findUnknownCommands(line)).toHaveLength(1)
  },
)
