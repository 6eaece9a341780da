import * as v from 'valibot'
import { quote } from '#protocol/text'
import type { BrowserFamily } from './browsers/browser-location.ts'
import { createHostManifest } from './host-manifest.ts'

export interface ExpectedManifest {
  family: BrowserFamily
  launcher: string
  extensionIds: readonly string[]
}

const ManifestSchema = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()))

/**
 * Returns why a browser cannot use this manifest, or undefined if it matches what installing would
 * write.
 */
export function findManifestProblem(
  content: string | undefined,
  expectedManifest: ExpectedManifest,
): string | undefined {
  if (content === undefined) return 'its manifest does not exist'
  const parsed = v.safeParse(ManifestSchema, content.replace(/^\uFEFF/, ''))
  if (!parsed.success) return 'its manifest is not valid JSON'
  const { description: _, ...expected } = createHostManifest(
    expectedManifest.family,
    expectedManifest.launcher,
    expectedManifest.extensionIds,
  )
  const problems = Object.entries(expected).map(([name, value]) =>
    describeDifference(name, parsed.output[name], value),
  )
  return problems.find(problem => problem !== undefined)
}

/** A list may contain more than the expected entries. */
function describeDifference(name: string, found: unknown, expected: unknown): string | undefined {
  if (found === undefined) return `its manifest has no ${name}`
  if (!Array.isArray(expected))
    return found === expected
      ? undefined
      : `its manifest has the ${name} ${quote(found)}, not ${quote(expected)}`
  const list: unknown[] = Array.isArray(found) ? found : []
  const missing = expected.filter(each => !list.includes(each))
  return missing.length === 0 ? undefined : `its manifest lacks ${missing.map(quote).join(', ')} in ${name}`
}
