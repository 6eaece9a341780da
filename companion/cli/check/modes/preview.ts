import { failure } from '#protocol/errors'
import { formatUserName } from '#protocol/identity'
import type { Case } from '../../../check/cases/case.ts'
import type { Plan } from '../../../check/plan/plan.ts'
import { pluralize } from '../../../util/text.ts'
import type { CommandOutput } from '../../command.ts'
import { requireSites } from '../require-sites.ts'
import type { SelectedCases } from '../select-cases.ts'
import type { Check } from '../with-check.ts'

/** Lists the selected cases. Sends nothing. Throws NO_CASE_SELECTED. */
export async function listCases(
  check: Check,
  plan: Plan,
  { total, readCases }: SelectedCases,
): Promise<CommandOutput> {
  const cases: Case[] = []
  for await (const each of readCases()) cases.push(each)
  if (cases.length === 0) throw failure('NO_CASE_SELECTED', { file: plan.file, cases: total })
  const lines = cases.map(({ id, name, place }) => `${id}  ${name}  ${check.formatPlace(place)}`)
  return {
    result: {
      plan: plan.file,
      total,
      cases: cases.map(({ id, name, group, site, prefix, user, attributeSet, place }) => ({
        ...{ id, name, group, site, prefix, user: formatUserName(user), attributeSet, place },
      })),
    },
    text: [...lines, '', `${cases.length} of ${pluralize(total, 'case')}`].join('\n'),
  }
}

/**
 * Says what a run would take. Sends nothing. Throws NO_CASE_SELECTED, and SITE_UNKNOWN for a site that is not
 * configured.
 */
export async function estimateCases(
  check: Check,
  plan: Plan,
  { total, readCases }: SelectedCases,
  { isInBrowser }: { isInBrowser: boolean },
): Promise<CommandOutput> {
  await requireSites(check, plan)
  const { sites, ...estimate } = await check.estimateRun(plan, readCases(), { isInBrowser })
  if (sites.size === 0) throw failure('NO_CASE_SELECTED', { file: plan.file, cases: total })
  const { cases, requests, sessions, seconds } = estimate
  const isMinimum = plan.blocks.some(({ virtualProxies }) => virtualProxies === 'linked')
  const atLeast = isMinimum ? 'at least ' : ''
  return {
    result: {
      plan: plan.file,
      total,
      ...estimate,
      isMinimum,
      sites: Object.fromEntries(sites),
      limits: plan.limits,
    },
    text: [
      `${cases} of ${pluralize(total, 'case')}, ${atLeast}${pluralize(requests, 'request')} and ${pluralize(sessions, 'session')}, ${seconds} s or longer.`,
      ...[...sites].map(([site, count]) => `  ${site}: ${pluralize(count, 'case')}`),
      ...(isMinimum ? ['Each linked virtual proxy counts as one. A run asks QRS for them.'] : []),
      'Nothing was sent.',
    ].join('\n'),
  }
}

/** A pseudo prefix for all linked virtual proxies, as long as nobody has asked QRS for them. */
export const listLinkedOffline = async (): Promise<string[]> => ['(linked)']
