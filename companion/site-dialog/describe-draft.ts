import { dirname } from 'node:path'
import type { Catalogue } from '#messages/format'
import { formatMessage } from '#messages/format'
import { type MessageKey, message, type Values } from '#messages/message'
import { formatFinding } from '#protocol/findings/format-finding'
import type { BareFinding } from '#protocol/findings/index'
import { completeFinding } from '#protocol/findings/to-finding'
import type { CredentialSource, SiteConfiguration } from '../config/schema.ts'
import { allowsAnybody } from '../config/user-allowlist.ts'
import type { Credential } from '../credentials/load.ts'
import { stripControlCharacters } from '../util/text.ts'
import type { SiteDraft } from './draft.ts'

/** What a dialog shows of a credential. */
export type CredentialFacts = Pick<Credential, 'subject' | 'issuer' | 'validTo' | 'roots'>

/** Everything that the dialog about a site shows. */
export interface SiteQuestion {
  /** The extension that asks. */
  caller: string
  draft: SiteDraft
  current: SiteConfiguration | undefined
  credential: CredentialFacts | undefined
  problem: BareFinding | undefined
}

/** Describes who asks, the hub, the ports, and what the certificate allows. */
export function describeDraft(catalogue: Catalogue, question: SiteQuestion): string {
  const { caller, draft, current, credential, problem } = question
  const t = (key: MessageKey, values: Values = {}) =>
    formatMessage(catalogue, message(key, mapTexts(values, toShownText)))
  const { id, hub, qps, qrs, users, credential: source } = draft
  const isHubChanged = current !== undefined && current.hub !== hub
  const paragraphs = [
    [t(current === undefined ? 'dialog.addSite' : 'dialog.changeSite', { caller })],
    [
      t('dialog.site', { site: id }),
      isHubChanged ? t('dialog.hubChange', { hub, before: current.hub }) : t('dialog.hub', { hub }),
      t('dialog.qps', { address: qps }),
      t('dialog.qrs', { address: qrs }),
      t('dialog.users', { users: allowsAnybody(draft) ? t('dialog.everybody') : (users ?? []).join(', ') }),
    ],
    describeCredential(t, source, credential),
    problem === undefined ? [] : describeProblem(catalogue, problem),
    missingVariables(source).map(variable => t('dialog.passphraseLater', { variable })),
    [t('dialog.onlyYours')],
  ]
  return toParagraphs(paragraphs)
}

/** Returns the variable for the passphrase if it is not set. */
const missingVariables = (source: CredentialSource | undefined): string[] =>
  source !== undefined && 'passphraseEnv' in source && source.passphraseEnv !== undefined
    ? [source.passphraseEnv].filter(name => !process.env[name])
    : []

type Translate = (key: MessageKey, values?: Values) => string

function describeCredential(
  t: Translate,
  source: CredentialSource | undefined,
  credential: CredentialFacts | undefined,
): string[] {
  if (source === undefined) return [t('dialog.noCertificate')]
  const files = t('dialog.files', { path: locationOf(source) })
  if (credential === undefined) return [files]
  const { subject, issuer, validTo, roots } = credential
  return [
    files,
    t('dialog.certificate', { subject, issuer, date: validTo.slice(0, 10) }),
    ...(roots.length === 0 ? [] : [t('dialog.roots', { roots })]),
    t('dialog.allows'),
  ]
}

function locationOf(source: CredentialSource): string {
  if (source.kind === 'pem') return dirname(source.certificate)
  return source.kind === 'pfx' ? source.file : `${source.store}\\MY\\${source.thumbprint}`
}

/** Returns what is wrong and what to do. */
function describeProblem(catalogue: Catalogue, problem: BareFinding): string[] {
  const { message: what, remedy } = formatFinding(catalogue, problem) ?? completeFinding(problem)
  return [what, remedy].map(toShownText)
}

export const toParagraphs = (paragraphs: readonly (readonly string[])[]): string =>
  paragraphs
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n')

/** Longer than any address; a longer path or name is cut. */
const maxShownLength = 400

/** Returns a text from elsewhere that can neither control the dialog nor fill the screen. */
export function toShownText(text: string): string {
  const plain = stripControlCharacters(text)
  return plain.length > maxShownLength ? `${plain.slice(0, maxShownLength).toWellFormed()}…` : plain
}

const mapTexts = (values: Values, change: (text: string) => string): Values =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? change(value)
        : Array.isArray(value)
          ? value.map(each => (typeof each === 'string' ? change(each) : each))
          : value,
    ]),
  )
