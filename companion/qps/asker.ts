import type { Identity } from '#protocol/identity'
import { qlikTimeoutMs } from '#protocol/limits'
import type { Answer, Door, Limits } from './exchange.ts'
import { alivePath } from './paths.ts'
import { isSuccess, refusalOf } from './refusals.ts'
import { callService, type Question } from './service.ts'

export interface CallLimits extends Omit<Limits, 'timeoutMs'> {
  timeoutMs?: number
  /** Told when Qlik Sense has said that it did not make what was asked for. */
  onRefused?: () => void
  /** Told when Qlik Sense has failed (5xx): it may have made what was asked for, or have met what another has made. */
  onBroken?: () => void
}

/** What was asked about, to understand a refusal. */
export interface AskedFor {
  prefix: string
  sessionId?: string
  identity?: Identity
  /** 404 is an answer, not a refusal. */
  mayBeMissing?: boolean
}

/** Asks QPS, and throws what a refusal means. */
export function asker(door: Door) {
  const { address } = door
  return async (question: Question, asked: AskedFor, limits: CallLimits): Promise<Answer> => {
    const answer = await callService(door, question, withTimeout(limits))
    if (isSuccess(answer) || (answer.status === 404 && asked.mayBeMissing === true)) return answer
    if (answer.status < 500) limits.onRefused?.()
    else limits.onBroken?.()
    const isAccepted = async () => isSuccess(await callService(door, alive, withTimeout(limits)))
    throw await refusalOf({ answer, address, isAccepted, ...asked })
  }
}

const alive: Question = { method: 'GET', path: alivePath }

const withTimeout = (limits: CallLimits): Limits => ({ timeoutMs: qlikTimeoutMs, ...limits })
