import { hostOf } from '#protocol/addresses'
import type { Finding } from '#protocol/findings/index'
import { type Identity, nameOf } from '#protocol/identity'
import { mapTexts } from '#shared/map-texts'
import type { CookieFacts, RunFacts } from '#shared/run-facts'
import { type Pseudonyms, pseudonymsFor } from './pseudonyms.ts'

/** The facts with a pseudonym in place of every user, directory, host, site and value of an attribute, in texts and addresses too. */
export function masked(facts: RunFacts): RunFacts {
  const names = pseudonymsFor(facts)
  const { asked, hub, cookie, virtualProxy } = facts
  const identity = maskedIdentity(asked.identity, names)
  return {
    ...facts,
    asked: { ...asked, site: names.site(asked.site), identity },
    run: maskedRun(facts.run, nameOf(identity), names),
    hub: hub?.replace(hostOf(hub), names.host),
    virtualProxy: virtualProxy && { ...mapTexts(virtualProxy, names.text), prefix: virtualProxy.prefix },
    cookie: cookie && {
      ...cookie,
      meant: maskedCookie(cookie.meant, names),
      kept: cookie.kept && maskedCookie(cookie.kept, names),
    },
  }
}

const maskedIdentity = ({ userDirectory, userId, attributes }: Identity, names: Pseudonyms): Identity => ({
  userDirectory: names.directory(userDirectory),
  userId: names.user(userId),
  attributes: attributes.map(({ name, value }) => ({ name, value: names.value(value) })),
})

/** What people wrote is masked, the words of Hubpass itself stay. */
function maskedRun(run: RunFacts['run'], user: string, names: Pseudonyms): RunFacts['run'] {
  const { finding, causes, steps, leftBehind } = run
  return {
    ...run,
    site: names.site(run.site),
    user,
    steps: steps.map(step => ({
      ...step,
      note: step.note && names.text(step.note),
      warnings: step.warnings?.map(warning => maskedFinding(warning, names)),
    })),
    finding: finding && maskedFinding(finding, names),
    causes: causes?.map(cause => ({ ...cause, values: cause.values.map(names.text) })),
    leftBehind: leftBehind.map(names.text),
  }
}

const maskedFinding = (finding: Finding, names: Pseudonyms): Finding => ({
  ...mapTexts(finding, names.text),
  code: finding.code,
})

const maskedCookie = (cookie: CookieFacts, { host }: Pseudonyms): CookieFacts => ({
  ...cookie,
  domain: cookie.domain.replace(/[^.].*/, host),
})
