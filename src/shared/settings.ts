import * as v from 'valibot'

export const themes = ['system', 'light', 'dark'] as const
export const languages = ['system', 'en', 'de', 'fr', 'ja'] as const
export const runCounts = [10, 25, 50, 100] as const

const fields = {
  theme: v.picklist(themes),
  language: v.picklist(languages),
  /** The id of the site that the popup starts with; empty for the last one. */
  defaultSite: v.string(),
  /** The number of finished runs to keep. */
  runsKept: v.picklist(runCounts),
  /** Whether to ask before sessions are ended. */
  confirmEnds: v.boolean(),
}

/** What the tester has chosen for this browser. */
export const SettingsSchema = v.object(fields)

export type Settings = v.InferOutput<typeof SettingsSchema>
