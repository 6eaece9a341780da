import * as v from 'valibot'
import type { Finding } from '#protocol/findings/index'
import { findingOf } from '#protocol/findings/to-finding'
import type { BrowserLocation } from '../browsers/browser-location.ts'
import type { HostEnvironment } from '../environment.ts'
import type { FileSystem, Registry, System } from '../system.ts'
import { listPolicyKeys, readPolicyFiles } from './policy-places.ts'
import { findPolicyProblems } from './policy-problems.ts'

/** What a policy sets for an extension, and where. */
interface Settings {
  place: string
  value: unknown
}

/**
 * Finds values in the policy of the extension that a browser drops without a message
 * (docs/facts/browsers-and-node.md §6). On macOS, policies are not in files that can be read.
 */
export async function findSettingWarnings(
  locations: readonly BrowserLocation[],
  extensionIds: readonly string[],
  { platform }: Pick<HostEnvironment, 'platform'>,
  { fileSystem, registry }: System,
): Promise<Finding[]> {
  const read = (place: string) =>
    platform === 'win32'
      ? readKeys(place, extensionIds, registry)
      : readFiles(place, extensionIds, fileSystem)
  const findFor = async ({ browser, policies }: BrowserLocation) =>
    (policies === undefined ? [] : await read(policies)).flatMap(({ place, value }) =>
      findPolicyProblems(value).map(problem =>
        findingOf('POLICY_VALUE_IGNORED', { browser, place, ...problem }),
      ),
    )
  return (await Promise.all(locations.map(findFor))).flat()
}

const FileSchema = v.object({
  '3rdparty': v.object({ extensions: v.record(v.string(), v.unknown()) }),
})

async function readFiles(
  folder: string,
  extensionIds: readonly string[],
  fileSystem: FileSystem,
): Promise<Settings[]> {
  const files = await readPolicyFiles(folder, FileSchema, fileSystem)
  return files.flatMap(
    ({
      place,
      value: {
        '3rdparty': { extensions },
      },
    }) =>
      extensionIds.flatMap(id => (Object.hasOwn(extensions, id) ? [{ place, value: extensions[id] }] : [])),
  )
}

/** On Windows, lists and objects are JSON texts. */
async function readKeys(
  name: string,
  extensionIds: readonly string[],
  registry: Registry,
): Promise<Settings[]> {
  const keys = listPolicyKeys(name).flatMap(key =>
    extensionIds.map(id => `${key}\\3rdparty\\extensions\\${id}\\policy`),
  )
  const readKey = async (place: string): Promise<Settings[]> => {
    const found = await registry.read(place)
    if (found === undefined) return []
    const entries = Object.entries(found.values).filter(([name]) => name !== '')
    return [{ place, value: Object.fromEntries(entries.map(([name, text]) => [name, parseValue(text)])) }]
  }
  return (await Promise.all(keys.map(readKey))).flat()
}

/** Returns a list or an object, or else the text itself. */
function parseValue(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' ? parsed : text
  } catch {
    return text
  }
}
