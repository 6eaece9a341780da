import * as v from 'valibot'
import { type Settings, SettingsSchema } from '#shared/settings'
import type { SettingsChange } from '#shared/settings-intents'

/** What is stored, with everything that only a newer version knows. */
export interface StoredSettings {
  version: number
  data: Record<string, unknown>
}

const StoredSettingsSchema = v.object({ version: v.number(), data: v.record(v.string(), v.unknown()) })

export const noSettings: StoredSettings = { version: 1, data: {} }

const defaults: Settings = {
  theme: 'system',
  language: 'system',
  defaultSite: '',
  runsKept: 50,
  confirmEnds: true,
}

/** Returns stored settings; undefined if they are broken. */
export function parseStoredSettings(stored: unknown): StoredSettings | undefined {
  if (stored === undefined) return noSettings
  const parsed = v.safeParse(StoredSettingsSchema, stored)
  return parsed.success ? parsed.output : undefined
}

/** Returns the settings that this version knows. An unknown value counts as the default. */
export const toSettings = ({ data }: StoredSettings): Settings => {
  const known = Object.entries(SettingsSchema.entries).flatMap(([name, schema]) => {
    const parsed = v.safeParse(schema, data[name])
    return parsed.success ? [[name, parsed.output]] : []
  })
  return { ...defaults, ...Object.fromEntries(known) }
}

/** Changes settings and keeps the rest, also of a newer version. */
export const changeStored = ({ version, data }: StoredSettings, change: SettingsChange): StoredSettings => ({
  version,
  data: { ...data, ...change },
})
