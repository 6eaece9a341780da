import { readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import packageJson from '../../../package.json' with { type: 'json' }
import { fromRoot } from '../../setup/root.mjs'
import { runMain } from '../../setup/run-main.mjs'
import { parseChecksums } from '../checksums.ts'
import { inFolder, textEntry, writeEntries } from '../entries.ts'
import { createCatalogs } from './catalogs.ts'
import { readReleaseNotes } from './release-notes.ts'

const usage = `npm run publication -- --repository URL [--release FOLDER] [--out FOLDER]

Writes what a forge needs beside the artifacts: the notes of the release, from CHANGELOG.md, and manifests for
winget, Homebrew, Scoop and Chocolatey, from SHA256SUMS. It sends nothing.

  --repository URL    the repository, for example https://github.com/OWNER/NAME
  --release FOLDER    where SHA256SUMS is; release/ by default
  --out FOLDER        where the files go; release/publication/ by default
`

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean' },
      repository: { type: 'string' },
      release: { type: 'string', default: fromRoot('release') },
      out: { type: 'string', default: fromRoot('release/publication') },
    },
  })
  if (values.help || values.repository === undefined) {
    process.stdout.write(usage)
    return values.help ? 0 : 2
  }
  const { version } = packageJson
  const sums = parseChecksums(readFileSync(join(values.release, 'SHA256SUMS'), 'utf8'))
  const repository = values.repository.replace(/\/$/, '')
  const notes = readReleaseNotes(readFileSync(fromRoot('CHANGELOG.md'), 'utf8'), version)
  const entries = [
    textEntry('notes.md', notes),
    ...inFolder('catalogs', createCatalogs({ version, repository, sums })),
  ]
  const out = resolve(values.out)
  rmSync(out, { recursive: true, force: true })
  writeEntries(entries, out)
  for (const { path } of entries) console.log(path)
  return 0
})
