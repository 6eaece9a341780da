import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runPhase } from '../setup/phase.mjs'
import { SetupError } from '../setup/run-main.mjs'
import type { Artifact } from './artifacts.ts'
import { formatChecksums, hashSha256 } from './checksums.ts'
import type { SizedFile } from './sizes.ts'

const sumsName = 'SHA256SUMS'

/**
 * Makes the artifacts whose name contains one of the texts, or all, and their checksums. Whoever stops it leaves
 * no half artifact, and no checksums: only a complete release has them. Throws if no name contains a text.
 */
export async function writeRelease(
  artifacts: readonly Artifact[],
  { only, out }: { only: readonly string[]; out: string },
): Promise<SizedFile[]> {
  const wanted = selectArtifacts(artifacts, only)
  mkdirSync(out, { recursive: true })
  rmSync(join(out, sumsName), { force: true })
  const files: SizedFile[] = []
  const sums = new Map<string, string>()
  const save = (name: string, content: Uint8Array) => {
    writeWhole(join(out, name), content)
    files.push({ name, bytes: content.length })
    sums.set(name, hashSha256(content))
  }
  // One after the other, because each needs the memory of a whole Node.
  for (const { name, create } of wanted) save(name, await runPhase(name, create))
  save(sumsName, Buffer.from(formatChecksums(sums)))
  return files
}

function selectArtifacts(artifacts: readonly Artifact[], only: readonly string[]): readonly Artifact[] {
  if (only.length === 0) return artifacts
  const unknown = only.find(part => !artifacts.some(({ name }) => name.includes(part)))
  if (unknown !== undefined)
    throw new SetupError(
      `No artifact has a name with ${unknown}. Choose from:\n${artifacts.map(({ name }) => `  ${name}`).join('\n')}`,
    )
  return artifacts.filter(({ name }) => only.some(part => name.includes(part)))
}

/** Writes a file that has its name only once it is whole. */
function writeWhole(file: string, content: Uint8Array): void {
  const temporary = `${file}.part`
  try {
    writeFileSync(temporary, content)
    renameSync(temporary, file)
  } finally {
    rmSync(temporary, { force: true })
  }
}
