import { Command, type Option } from 'commander'
import { expect, it } from 'vitest'
import { ValueSchema } from '#messages/message'
import { commands } from '#protocol/commands'
import { findingGroups } from '#protocol/findings/index'
import { FindingSchema } from '#protocol/messages'
import { protocolVersions } from '#protocol/versions'
import { PersonaFileEntrySchema } from '#shared/personas/persona-file-entry'
import { RunReportSchema } from '#shared/runs/run-report'
import { AuditEntrySchema } from '../companion/audit/entry.ts'
import { addCommands } from '../companion/cli/commands/index.ts'
import { getExitCode } from '../companion/cli/exit-codes.ts'
import { ConfigurationSchema } from '../companion/config/schema.ts'
import { PersonaCollectionSchema } from '../src/background/personas/persona-collection.ts'
import pinned from './public-shapes.json' with { type: 'json' }
import { findingSamples } from './support/finding-samples.ts'

/**
 * The shapes that other programs, other versions and stored files rely on. `public-shapes.json` changes only by additions.
 */
it('keeps every public shape', async () => {
  expect(await publicShapes()).toEqual(pinned)
})

const publicShapes = async () => ({
  ...shapesOfSchemas(),
  findings: shapesOfFindings(),
  commandLine: await shapesOfCommandLine(),
})

const shapesOfSchemas = () => ({
  protocolVersions,
  protocolCommands: Object.fromEntries(
    Object.entries(commands).map(([name, { params, result }]) => [
      name,
      { params: shapeOf(params), result: shapeOf(result) },
    ]),
  ),
  finding: shapeOf(FindingSchema),
  configuration: shapeOf(ConfigurationSchema),
  auditLine: shapeOf(AuditEntrySchema),
  personaFileEntry: shapeOf(PersonaFileEntrySchema),
  storedPersonas: shapeOf(PersonaCollectionSchema),
  storedRun: shapeOf(RunReportSchema),
})

/** Each code with its exit code and the names of its details. */
const shapesOfFindings = () =>
  Object.fromEntries(
    Object.entries(findingGroups).map(([group, codes]) => [
      group,
      Object.fromEntries(
        Object.keys(codes).map(code => [
          code,
          {
            exitCode: getExitCode({ code, details: {} }),
            details: [...new Set(samplesOf(code).flatMap(details => Object.keys(details)))].toSorted(),
          },
        ]),
      ),
    ]),
  )

const samplesOf = (code: string): object[] =>
  Object.entries(findingSamples).find(([name]) => name === code)?.[1] ?? []

async function shapesOfCommandLine() {
  const program = new Command('hubpass')
  await addCommands(program, () => async () => {}, [])
  const shapeOfCommand = (command: Command): unknown => ({
    ...(command.commands.length > 0
      ? Object.fromEntries(command.commands.map(one => [one.name(), shapeOfCommand(one)]))
      : {
          arguments: command.registeredArguments.map(({ required, variadic }) => ({ required, variadic })),
          options: command.options.flatMap(flagsOf).toSorted(),
        }),
  })
  return shapeOfCommand(program)
}

/** `--user <>`: the name of its value is for people, whether it takes one is not. */
const flagsOf = ({ flags }: Option): string[] => {
  const [names = '', value = ''] = flags.split(/ (?=[<[])/)
  const shape = value.replace(/<[^>.]*(\.{3})?>/g, '<$1>').replace(/\[[^\].]*(\.{3})?\]/g, '[$1]')
  return names.split(', ').map(name => [name, shape].filter(Boolean).join(' '))
}

interface Schema {
  type: string
  entries?: Record<string, Schema>
  item?: Schema
  items?: Schema[]
  value?: Schema
  wrapped?: Schema
  options?: readonly unknown[]
  literal?: unknown
}

/** The fields of a valibot schema, without its checks. */
function shapeOf(schema: unknown): unknown {
  // Messages nest. Their depth has a limit, which is no part of the shape.
  if (schema === ValueSchema) return 'lazy'
  const { type, entries, item, value, wrapped, options, literal } = schema as Schema
  if (entries !== undefined)
    return Object.fromEntries(Object.entries(entries).map(([name, entry]) => [name, shapeOf(entry)]))
  if (item !== undefined) return [shapeOf(item)]
  if (type === 'record') return { '*': shapeOf(value) }
  if (wrapped !== undefined) return { [type]: shapeOf(wrapped) }
  if (type === 'picklist') return options
  if (options !== undefined) return { [type]: options.map(shapeOf) }
  return literal === undefined ? type : { literal }
}
