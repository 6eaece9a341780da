import * as v from 'valibot'
import { english } from '#messages/english'
import { formatMessage } from '#messages/format'
import type { Message } from '#messages/message'
import type { Finding } from '#protocol/findings/index'
import { formatUserName } from '#protocol/identity'
import { SiteSchema } from '#protocol/site'
import { VirtualProxySchema } from '#protocol/virtual-proxy'
import { cutText } from '#shared/cut-text'
import { type SignInRequest, SignInRequestSchema } from '#shared/intents'
import { type Cause, CauseSchema } from '#shared/runs/cause'
import { type Run, RunSchema, type Step, type StepName, stepNames } from '#shared/runs/run'
import { ReportedCookieSchema } from '#shared/runs/run-report'
import { mapStrings } from '#shared/util'
import { StoredCookieSchema } from '../browser/stored-cookie.ts'

/** Records each change before it is made, so that another worker can roll it back. */
const JournalSchema = v.object({
  /**
   * "requested": the companion has not answered yet. "created": the session exists until it is
   * ended.
   */
  session: v.picklist(['none', 'requested', 'created']),
  /** The replaced cookies; undefined until the run changes cookies. */
  replaced: v.optional(v.array(StoredCookieSchema)),
  /** Whether the run has given its own cookie to the browser. */
  isCookieSet: v.optional(v.boolean()),
  /** The tab of the private window that the run has opened. */
  tabOpened: v.optional(v.number()),
})

export const RunRecordSchema = v.object({
  run: RunSchema,
  request: SignInRequestSchema,
  journal: JournalSchema,
  site: v.optional(SiteSchema),
  /** The settings that the companion has read. The cookie is planned with them. */
  virtualProxy: v.optional(VirtualProxySchema),
  /** The window of the run, if it is not that of the popup. */
  windowId: v.optional(v.number()),
  /** The store that the cookie is set in. */
  storeId: v.optional(v.string()),
  tabId: v.optional(v.number()),
  /** The tab in front that shows another page, in which the hub may be embedded. */
  frameTabId: v.optional(v.number()),
  /** Our cookie as the browser has stored it. */
  cookieReadBack: v.optional(ReportedCookieSchema),
  /** The causes of the failure; undefined until the rollback begins, which removes the evidence. */
  causes: v.optional(v.array(CauseSchema)),
})

/**
 * Everything that the worker knows of a run: what pages see, what was requested, found out and
 * changed.
 */
export type RunRecord = v.InferOutput<typeof RunRecordSchema>

/** A note for the tester: translatable messages, or a text that is the same in every language. */
export type StepNote = Message[] | string

export const createRecord = (request: SignInRequest, id: string): RunRecord => ({
  run: createRun(
    { ...request, user: formatUserName(request.identity), isPrivate: request.inPrivateWindow },
    id,
  ),
  request,
  journal: { session: 'none' },
})

export const createRun = (
  { site, prefix, user, isPrivate }: Pick<Run, 'site' | 'prefix' | 'user' | 'isPrivate'>,
  id: string,
): Run => ({
  id,
  site,
  prefix,
  user,
  ...(isPrivate === true ? { isPrivate } : {}),
  outcome: 'working',
  steps: stepNames.map(name => ({ name, state: 'waiting' })),
  leftBehind: [],
})

export const findNextStep = ({ steps }: Run): StepName | undefined =>
  steps.find(({ state }) => state === 'waiting' || state === 'working')?.name

/** Starts the next step, if one is left. */
export function startNextStep(run: Run, now: number): Run {
  const name = findNextStep(run)
  return name === undefined ? run : updateStep(run, name, () => ({ name, state: 'working', startedAt: now }))
}

export const withNote = (run: Run, name: StepName, note: StepNote): Run =>
  updateStep(run, name, step => ({ ...step, ...toNoteFields(note) }))

export const withWarnings = (run: Run, name: StepName, warnings: Finding[]): Run =>
  updateStep(run, name, step => ({ ...step, warnings: cutTexts(warnings) }))

export const passStep = (run: Run, name: StepName, now: number, note: StepNote | undefined): Run =>
  updateStep(run, name, ({ startedAt, ...step }) => ({
    ...step,
    state: 'passed',
    startedAt,
    ms: now - (startedAt ?? now),
    ...toNoteFields(note),
  }))

const inEnglish = (note: Message): string => formatMessage(english, note)

/**
 * Stores the note in English, and as translatable messages if it has any. Replaces the previous
 * note.
 */
function toNoteFields(received: StepNote | undefined): Pick<Step, 'note' | 'noteMessages'> {
  const note = cutTexts(received)
  return typeof note === 'object'
    ? { note: cutText(note.map(inEnglish).join('; ')), noteMessages: note }
    : { note, noteMessages: undefined }
}

/** Cuts the texts of pages and servers, so that the record of a run stays small. */
const cutTexts = <Value>(value: Value): Value => mapStrings(value, text => cutText(text))

/** Fails the step in progress and marks later steps as not reached. */
export const failStep = (run: Run, finding: Finding, now: number): Run => ({
  ...run,
  finding: cutTexts(finding),
  steps: run.steps.map((step): Step => {
    if (step.state === 'working') return { ...step, state: 'failed', ms: now - (step.startedAt ?? now) }
    return step.state === 'waiting' ? { ...step, state: 'not-reached' } : step
  }),
})

/** Leaves the run unchanged if there are no causes. */
export const withCauses = (run: Run, causes: Cause[]): Run =>
  causes.length === 0 ? run : { ...run, causes: cutTexts(causes) }

/** Sets the outcome, which ends the run. */
export function finishRun(run: Run, cleanupFailures: Message[] = []): Run {
  const leftBehindMessages = cutTexts(cleanupFailures)
  return {
    ...run,
    leftBehind: leftBehindMessages.map(inEnglish),
    leftBehindMessages,
    outcome: toOutcome(run.finding),
  }
}

const toOutcome = (finding: Finding | undefined): Run['outcome'] =>
  finding === undefined ? 'passed' : finding.code === 'CANCELLED' ? 'cancelled' : 'failed'

const updateStep = (run: Run, name: StepName, change: (step: Step) => Step): Run => ({
  ...run,
  steps: run.steps.map(step => (step.name === name ? change(step) : step)),
})
