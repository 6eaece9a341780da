import * as v from 'valibot'
import { quote } from '#protocol/quote'
import type { Family } from '../../install/browsers/place.ts'
import { hostManifest } from '../../install/host-manifest.ts'

export interface WantedManifest {
  family: Family
  launcher: string
  extensionIds: readonly string[]
}

const ManifestSchema = v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.unknown()))

/** What keeps a browser from using this manifest, in words; undefined when it says what installing would write. */
export function problemOfManifest(content: string | undefined, wanted: WantedManifest): string | undefined {
  if (content === undefined) return 'its manifest is not there'
  const parsed = v.safeParse(ManifestSchema, content.replace(/^\uFEFF/, ''))
  if (!parsed.success) return 'its manifest is not complete JSON'
  const { description: _, ...expected } = hostManifest(wanted.family, wanted.launcher, wanted.extensionIds)
  const problems = Object.entries(expected).map(([name, value]) => differs(name, parsed.output[name], value))
  return problems.find(problem => problem !== undefined)
}

/** A list may name more than what is wanted. */
function differs(name: string, found: unknown, wanted: unknown): string | undefined {
  if (found === undefined) return `its manifest has no ${name}`
  if (!Array.isArray(wanted))
    return found === wanted ? undefined : `its manifest has the ${name} ${quote(found)}, not ${quote(wanted)}`
  const list: unknown[] = Array.isArray(found) ? found : []
  const missing = wanted.filter(each => !list.includes(each))
  return missing.length === 0
    ? undefined
    : `the ${name} of its manifest lack ${missing.map(quote).join(', ')}`
}
