import type { Door } from '../qps/exchange.ts'
import type { Trust } from './config.ts'

/** How curl ended: its exit code, what it told on standard error, and how long it took. */
export interface CurlEnd {
  exit: number
  told: string
  door: Door
  trust: Trust
  passedMs: number
}

/** Only curl's last word: what it tells on the way holds the path of the request. */
export const lastWordOf = ({ told }: Pick<CurlEnd, 'told'>): string =>
  /^curl: \(\d+\) (.*)$/m.exec(told)?.[1]?.trim() ?? ''
