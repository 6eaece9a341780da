import type { Settings } from '#shared/settings'
import type { SettingsChange } from '#shared/settings-intents'
import type { LocalStorage } from '../browser/storage.ts'
import type { IntentHandlersOf } from '../intent-handlers.ts'
import type { Quarantine } from '../storage/quarantine.ts'
import {
  changeStored,
  noSettings,
  parseStoredSettings,
  type StoredSettings,
  toSettings,
} from './stored-settings.ts'

/** Owns the settings of the tester. All changes go through one queue. */
export interface SettingsOwner {
  handlers: IntentHandlersOf<'changeSettings'>
  /** Returns the settings after all earlier changes; the defaults if they cannot be read. */
  read(): Promise<Settings>
}

export interface SettingsDeps {
  storage: LocalStorage
  quarantine: Pick<Quarantine, 'add'>
  publish(settings: Settings): void
}

const key = 'settings'

export function createSettings({ storage, quarantine, publish }: SettingsDeps): SettingsOwner {
  async function load(): Promise<StoredSettings> {
    const stored = await storage.load(key)
    const parsed = parseStoredSettings(stored)
    if (parsed !== undefined) return parsed
    await quarantine.add(key, 'broken', stored)
    await storage.remove(key)
    return noSettings
  }
  async function change(values: SettingsChange): Promise<StoredSettings> {
    const changed = changeStored(await load(), values)
    await storage.save(key, changed)
    return changed
  }
  let latest: Promise<Settings> = Promise.resolve(toSettings(noSettings))
  /** Publishes the last settings again if the storage fails, so that pages do not show what is lost. */
  const enqueue = (work: () => Promise<StoredSettings>): void => {
    latest = latest.then(before => work().then(toSettings, () => before))
    latest.then(publish, () => {})
  }
  enqueue(load)
  return {
    handlers: { changeSettings: ({ change: values }) => enqueue(() => change(values)) },
    read: () => latest,
  }
}
