import type { Command } from 'commander'
import { failure } from '#protocol/errors'
import { withExplainedPrefix } from '../../../doctor/explain-prefix.ts'
import { endMaterial } from '../../../hand-over/end-material.ts'
import { type Manifest, type MaterialFile, readManifest } from '../../../hand-over/manifest.ts'
import { sweepIfLeft } from '../../../open-sessions/sweep-if-left.ts'
import { pluralize } from '../../../util/text.ts'
import type { ActionAdapter, CommandOutput } from '../../command.ts'
import { runInterruptible } from '../../interrupt.ts'

/** `hubpass sessions end <folder>` */
export function addEndCommand(sessions: Command, toAction: ActionAdapter): void {
  sessions
    .command('end')
    .description('End the sessions of a folder that "sessions make" has made. Can be repeated.')
    .argument('<folder>', 'the folder, or its manifest.json')
    .option(
      '--file <name>',
      'only the sessions of this file; can be repeated',
      (received: string, names: string[] = []) => [...names, received],
    )
    .action(toAction((folder: string, options: { file?: string[] }) => end(folder, options.file)))
}

async function end(folder: string, names: string[] | undefined): Promise<CommandOutput> {
  const manifest = await readManifest(folder)
  const files =
    names === undefined ? manifest.files : [...new Set(names)].map(name => findFile(manifest, name))
  const ended = await withExplainedPrefix(manifest.site, () =>
    runInterruptible(async signal => {
      await sweepIfLeft('cli', signal)
      return endMaterial(manifest, files, signal)
    }),
  )
  const gone = files.reduce((sum, { sessions }) => sum + sessions.length, 0) - ended
  const { site, prefix } = manifest
  return {
    result: { site, prefix, files: files.map(({ name }) => name), ended, gone },
    text: `Ended ${pluralize(ended, 'session')}.${gone === 0 ? '' : ` ${pluralize(gone, 'session')} had ended before.`}`,
  }
}

function findFile({ files }: Manifest, name: string): MaterialFile {
  const found = files.find(file => file.name === name)
  if (found !== undefined) return found
  throw failure('BAD_REQUEST', {
    field: '--file',
    received: name,
    expected: `one of: ${files.map(file => file.name).join(', ')}`,
  })
}
