import { type Finding, type FindingCode, type FindingDetails, findingOf } from '#protocol/findings/index'
import type { FindingText } from '#protocol/findings/text'
import { type FragmentTranslations, fragments, fragmentsIn } from './fragments.ts'

/** Every code in another language; one that is missing does not compile. */
export type FindingTranslations = {
  [Code in FindingCode]: (details: FindingDetails<Code>) => FindingText
}

/** What a language has for findings. */
export interface FindingLanguage {
  findings: FindingTranslations
  fragments: FragmentTranslations
}

/** By the names of `_locales`, each loaded by those alone who read it. */
export const languages: Record<string, () => Promise<FindingLanguage>> = {
  de: () => import('./de/index.ts'),
  fr: () => import('./fr/index.ts'),
  ja: () => import('./ja/index.ts'),
}

export interface Translator {
  /** The texts of a finding, else as they came. */
  finding(finding: Finding): FindingText
  /** A text of Hubpass's own inside another, else as it came. */
  fragment(english: string): string
}

/**
 * What makes the texts of findings in a language; undefined where there are none. They are made from the details, and so only where
 * the details make the English text too that came along: a newer companion may mean something else by them.
 */
export async function translatorTo(language: string): Promise<Translator | undefined> {
  const texts = await languages[language]?.()
  if (texts === undefined) return undefined
  const fragment = fragmentsIn(texts.fragments)
  const fragmentOfFields = fragmentsIn(texts.fragments, fragments)
  return {
    fragment,
    finding(finding) {
      try {
        const say = finding.code === 'CONFIG_INVALID' ? fragmentOfFields : fragment
        return translated(finding, texts.findings, say) ?? finding
      } catch {
        // Details that no text can be made from: the English one is there.
        return finding
      }
    },
  }
}

function translated(
  { code, message, details }: Finding,
  table: Partial<FindingTranslations>,
  fragment: Translator['fragment'],
): FindingText | undefined {
  // Whether code and details are ours is what is found out here.
  const known = code as FindingCode
  if (findingOf(known, details as never).message !== message) return undefined
  return table[known]?.(withFragments(details, fragment) as never)
}

/** The details that hold words of ours. Names of fields are not among them: they are the form's own, which are English everywhere. */
const worded = new Set('detail expected found names problem reason received rule sawInstead'.split(' '))

const withFragments = (details: Finding['details'], fragment: Translator['fragment']): Finding['details'] =>
  Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      typeof value === 'string' && worded.has(name) ? fragment(value) : value,
    ]),
  )
