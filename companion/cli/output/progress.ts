import type { Check } from '../../doctor/check.ts'

/** A check that takes longer is said to be running. */
const showAfterMs = 1_000

/** Says on a terminal what is waited for, on a line that is gone afterwards. */
export function createProgressReporter(stream: NodeJS.WriteStream) {
  let timer: NodeJS.Timeout | undefined
  let isShown = false
  const show = ({ title, site }: Check) => {
    isShown = true
    stream.write(`Checking ${site === undefined ? '' : `${site}: `}${title} …`)
  }
  return {
    onStart: (check: Check) => {
      if (stream.isTTY) timer = setTimeout(show, showAfterMs, check)
    },
    onEnd: () => {
      clearTimeout(timer)
      if (isShown) stream.write('\r\u001b[K')
      isShown = false
    },
  }
}
