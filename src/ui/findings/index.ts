import { type Finding, type FindingCode, type FindingDetails, findingOf } from '#protocol/findings/index'
import type { FindingText } from '#protocol/findings/text'

/** Every code in another language; one that is missing does not compile. */
export type FindingTranslations = {
  [Code in FindingCode]: (details: FindingDetails<Code>) => FindingText
}

/** By the names of `_locales`, each loaded by those alone who read it. */
export const translations: Record<string, () => Promise<FindingTranslations>> = {
  de: async () => (await import('./de/index.ts')).german,
  fr: async () => (await import('./fr/index.ts')).french,
  ja: async () => (await import('./ja/index.ts')).japanese,
}

/**
 * What makes the texts of findings in a language. They are made from the details, and so only where the details make the English
 * text too that came along: a newer companion may mean something else by them.
 */
export async function translatorTo(language: string): Promise<(finding: Finding) => FindingText> {
  const table: Partial<FindingTranslations> = (await translations[language]?.()) ?? {}
  return finding => {
    try {
      return translated(finding, table) ?? finding
    } catch {
      // Details that no text can be made from: the English one is there.
      return finding
    }
  }
}

function translated(
  { code, message, details }: Finding,
  table: Partial<FindingTranslations>,
): FindingText | undefined {
  // Whether code and details are ours is what is found out here.
  const known = code as FindingCode
  if (findingOf(known, details as never).message !== message) return undefined
  return table[known]?.(details as never)
}
