import * as v from 'valibot'
import { SettingsSchema } from './settings.ts'

const SettingsChangeSchema = v.partial(SettingsSchema)

export const settingsIntents = [
  v.object({ intent: v.literal('changeSettings'), change: SettingsChangeSchema }),
] as const

export type SettingsChange = v.InferOutput<typeof SettingsChangeSchema>
