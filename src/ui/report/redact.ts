import { english } from '#messages/english'
import { formatMessage, isKnown } from '#messages/format'
import type { Message } from '#messages/message'
import { formatFinding } from '#protocol/findings/format-finding'
import type { Finding } from '#protocol/findings/index'
import { formatUserName, type Identity } from '#protocol/identity'
import { getHost } from '#protocol/site'
import { cutText } from '#shared/cut-text'
import type { ReportedCookie, RunReport } from '#shared/runs/run-report'
import { mapStrings } from '#shared/util'
import { createPseudonyms, type Pseudonyms } from './pseudonyms.ts'

/**
 * Replaces every user, directory, host, site and attribute value by a pseudonym, also in texts and
 * URLs.
 */
export function redact(original: RunReport): RunReport {
  const runReport = cutTexts(original)
  const pseudonyms = createPseudonyms(runReport)
  const { asked, hub, cookie, virtualProxy } = runReport
  const identity = redactIdentity(asked.identity, pseudonyms)
  return {
    ...runReport,
    asked: { ...asked, site: pseudonyms.site(asked.site), identity },
    run: redactRun(runReport.run, formatUserName(identity), pseudonyms),
    hub: hub?.replace(getHost(hub), pseudonyms.host),
    virtualProxy: virtualProxy && {
      ...mapStrings(virtualProxy, pseudonyms.text),
      prefix: virtualProxy.prefix,
    },
    cookie: cookie && {
      ...cookie,
      meant: redactCookie(cookie.meant, pseudonyms),
      kept: cookie.kept && redactCookie(cookie.kept, pseudonyms),
    },
  }
}

/** Cuts the texts of a run that an earlier version has stored whole. */
const cutTexts = (runReport: RunReport): RunReport => ({
  ...runReport,
  run: mapStrings(runReport.run, text => cutText(text)),
  virtualProxy: mapStrings(runReport.virtualProxy, text => cutText(text)),
})

const redactIdentity = (
  { userDirectory, userId, attributes }: Identity,
  pseudonyms: Pseudonyms,
): Identity => ({
  userDirectory: pseudonyms.directory(userDirectory),
  userId: pseudonyms.user(userId),
  attributes: attributes.map(({ name, value }) => ({ name, value: pseudonyms.value(value) })),
})

/** Masks names in a run. Keeps the texts of Hubpass itself. */
function redactRun(run: RunReport['run'], user: string, pseudonyms: Pseudonyms): RunReport['run'] {
  const { finding, causes, steps, leftBehind } = run
  return {
    ...run,
    site: pseudonyms.site(run.site),
    user,
    steps: steps.map(step => ({
      ...step,
      note: step.note && maskedWords(step.noteMessages, [step.note], pseudonyms).join('; '),
      warnings: step.warnings?.map(warning => redactFinding(warning, pseudonyms)),
    })),
    finding: finding && redactFinding(finding, pseudonyms),
    causes: causes?.map(cause => ({ ...cause, values: cause.values.map(pseudonyms.text) })),
    leftBehind: maskedWords(run.leftBehindMessages, leftBehind, pseudonyms),
  }
}

/**
 * Masks only the values of a finding whose text Hubpass knows, and formats the text again. Masks
 * the whole text of other findings.
 */
function redactFinding(finding: Finding, pseudonyms: Pseudonyms): Finding {
  const masked = { ...mapStrings(finding, pseudonyms.text), code: finding.code }
  return { ...masked, ...formatFinding(english, masked) }
}

function maskedWords(
  messages: readonly Message[] | undefined,
  texts: readonly string[],
  names: Pseudonyms,
): string[] {
  const masked = messages?.map(message => mapStrings(message, names.text))
  return masked?.every(message => isKnown(english, message)) === true
    ? masked.map(message => formatMessage(english, message))
    : texts.map(names.text)
}

const redactCookie = (cookie: ReportedCookie, { host }: Pseudonyms): ReportedCookie => ({
  ...cookie,
  domain: cookie.domain.replace(/[^.].*/, host),
})
