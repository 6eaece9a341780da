import type { FindingCode } from '#protocol/findings/index'

/** How a request to ask a person ends without a change. Whoever floods them would wear the person out. */
const refusals: readonly string[] = [
  'SITE_CHANGE_REFUSED',
  'SITE_CHANGE_FORBIDDEN',
  'SITE_DIALOG_UNAVAILABLE',
  'SITE_DIALOG_OPEN',
] satisfies FindingCode[]

const maxRefusals = 10
const periodMs = 60_000

/** Counts the refused requests to ask a person. */
export class RefusalCounter {
  #times: number[] = []

  constructor(private readonly now: () => number = Date.now) {}

  /** Returns whether this failure is one refusal too many within a minute. */
  isFlood(code: string): boolean {
    if (!refusals.includes(code)) return false
    const since = this.now() - periodMs
    this.#times = [...this.#times.filter(time => time > since), this.now()]
    return this.#times.length >= maxRefusals
  }
}
