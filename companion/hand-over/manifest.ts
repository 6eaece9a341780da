import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import * as v from 'valibot'
import { english } from '#messages/english'
import { formatMessage } from '#messages/format'
import { failure } from '#protocol/errors'
import { placeEntries, userEntries } from '../open-sessions/place.ts'
import { describeSystemError } from '../util/node-errors.ts'
import { longListLimit, readRegularFile } from '../util/read-file.ts'

export const manifestName = 'manifest.json'

/** What a folder with material contains, without secrets. */
const ManifestSchema = v.object({
  version: v.literal(1),
  ...placeEntries,
  hub: v.string(),
  format: v.string(),
  createdAt: v.string(),
  /** Then the first session ends that nobody has used. */
  validUntil: v.string(),
  files: v.array(
    v.object({
      name: v.string(),
      /** A file with settings of the tool that read the first one. */
      settings: v.optional(v.string()),
      sessions: v.array(
        v.object({
          ...userEntries,
          /** See `hashSessionId` in audit/format-entry.ts. */
          sessionHash: v.string(),
        }),
      ),
    }),
  ),
})

export type Manifest = v.InferOutput<typeof ManifestSchema>
export type MaterialFile = Manifest['files'][number]

/** Reads the manifest of a folder, or one that is named itself. Throws BAD_REQUEST for another folder. */
export async function readManifest(path: string): Promise<Manifest> {
  const isFolder = await stat(path).then(
    stats => stats.isDirectory(),
    () => false,
  )
  const file = isFolder ? join(path, manifestName) : path
  const content = await readRegularFile(file, longListLimit).catch(error => {
    const reason = describeSystemError(error)
    throw notMaterial(
      path,
      `${file} cannot be read: ${typeof reason === 'string' ? reason : formatMessage(english, reason)}`,
    )
  })
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), ManifestSchema), content.toString())
  if (parsed.success) return parsed.output
  throw notMaterial(path, `${file} is not the manifest of a folder with sessions`)
}

const notMaterial = (received: string, problem: string) =>
  failure('BAD_REQUEST', {
    field: 'Folder',
    received,
    expected: 'a folder that "hubpass sessions make" has made',
    problem: problem.replace(/\.$/, ''),
  })
