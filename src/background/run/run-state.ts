import * as v from 'valibot'
import { english } from '#messages/english'
import { formatMessage } from '#messages/format'
import type { Message } from '#messages/message'
import { VirtualProxySchema } from '#protocol/commands'
import type { Finding } from '#protocol/findings/index'
import { formatUserName } from '#protocol/identity'
import { SiteSchema } from '#protocol/site'
import { type SignInRequest, SignInRequestSchema } from '#shared/intents'
import type { Cause } from '#shared/runs/cause'
import { type Run, RunSchema, type Step, type StepName, stepNames } from '#shared/runs/run'
import { ReportedCookieSchema } from '#shared/runs/run-report'
import { StoredCookieSchema } from '../browser/stored-cookie.ts'
import type { StepNote } from './steps/step.ts'

/**
 * What the run has done to the world, written down before it is done, so that it can be undone by a worker that
 * did not see it happen.
 */
const JournalSchema = v.object({
  /** Asked: the companion has not answered yet. Made: it exists until it is ended. */
  session: v.picklist(['none', 'requested', 'created']),
  /** The cookies of our name as they were; undefined until the run touches them. */
  replaced: v.optional(v.array(StoredCookieSchema)),
  /** The tab of the private window that it has opened. */
  tabOpened: v.optional(v.number()),
})

export const RunRecordSchema = v.object({
  run: RunSchema,
  request: SignInRequestSchema,
  journal: JournalSchema,
  site: v.optional(SiteSchema),
  /** What the companion has learnt of it; the cookie is planned with that. */
  virtualProxy: v.optional(VirtualProxySchema),
  /** The window it works in, where that is not the popup's. */
  windowId: v.optional(v.number()),
  storeId: v.optional(v.string()),
  tabId: v.optional(v.number()),
  /** The tab that was in front and shows a page of others. */
  besideTabId: v.optional(v.number()),
  /** Our cookie as the browser gave it back. */
  keptCookie: v.optional(ReportedCookieSchema),
})

/** A run as the background keeps it: what pages see, what was asked, what was found out and what was done. */
export type RunRecord = v.InferOutput<typeof RunRecordSchema>

export const createRecord = (request: SignInRequest, id: string): RunRecord => ({
  run: createRun({ ...request, user: formatUserName(request.identity) }, id),
  request,
  journal: { session: 'none' },
})

export const createRun = (
  { site, prefix, user }: Pick<Run, 'site' | 'prefix' | 'user'>,
  id: string,
): Run => ({
  id,
  site,
  prefix,
  user,
  outcome: 'working',
  steps: stepNames.map(name => ({ name, state: 'waiting' })),
  leftBehind: [],
})

export const findNextStep = ({ steps }: Run): StepName | undefined =>
  steps.find(({ state }) => state === 'waiting' || state === 'working')?.name

/** The next step is on its way, if one is left. */
export function startNextStep(run: Run, now: number): Run {
  const name = findNextStep(run)
  return name === undefined ? run : updateStep(run, name, () => ({ name, state: 'working', startedAt: now }))
}

export const withNote = (run: Run, name: StepName, note: StepNote): Run =>
  updateStep(run, name, step => ({ ...step, ...toNoteFields(note) }))

export const withWarnings = (run: Run, name: StepName, warnings: Finding[]): Run =>
  updateStep(run, name, step => ({ ...step, warnings }))

export const passStep = (run: Run, name: StepName, now: number, note: StepNote | undefined): Run =>
  updateStep(run, name, ({ startedAt, ...step }) => ({
    ...step,
    state: 'passed',
    startedAt,
    ms: now - (startedAt ?? now),
    ...toNoteFields(note),
  }))

const inEnglish = (note: Message): string => formatMessage(english, note)

/** In English, and as messages where it has words of ours. What stood there before is over. */
const toNoteFields = (note: StepNote | undefined): Pick<Step, 'note' | 'noteMessages'> =>
  typeof note === 'object'
    ? { note: note.map(inEnglish).join('; '), noteMessages: note }
    : { note, noteMessages: undefined }

/** The step that was on its way has failed, and those after it are not reached. Without a step, none was. */
export const failStep = (run: Run, finding: Finding, now: number): Run => ({
  ...run,
  finding,
  steps: run.steps.map((step): Step => {
    if (step.state === 'working') return { ...step, state: 'failed', ms: now - (step.startedAt ?? now) }
    return step.state === 'waiting' ? { ...step, state: 'not-reached' } : step
  }),
})

/** Without causes as it was. */
export const withCauses = (run: Run, causes: Cause[]): Run => (causes.length === 0 ? run : { ...run, causes })

/** The verdict, given when nothing more happens. */
export const finishRun = (run: Run, cleanupFailures: Message[] = []): Run => ({
  ...run,
  leftBehind: cleanupFailures.map(inEnglish),
  leftBehindMessages: cleanupFailures,
  outcome: toOutcome(run.finding),
})

const toOutcome = (finding: Finding | undefined): Run['outcome'] =>
  finding === undefined ? 'passed' : finding.code === 'CANCELLED' ? 'cancelled' : 'failed'

const updateStep = (run: Run, name: StepName, change: (step: Step) => Step): Run => ({
  ...run,
  steps: run.steps.map(step => (step.name === name ? change(step) : step)),
})
