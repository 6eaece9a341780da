import type { Check } from '../../doctor/check.ts'

const clearLine = Buffer.from('\r\u001b[K')

/** A check is shown only if it takes longer. */
const showAfterMs = 1_000

type Shown = Pick<Check, 'title' | 'site'>

/** Shows the running check on a terminal line and clears the line afterwards. */
export function createProgressReporter(stream: NodeJS.WriteStream) {
  let timer: NodeJS.Timeout | undefined
  let isShown = false
  const show = ({ title, site }: Shown) => {
    isShown = true
    stream.write(`Checking ${site === undefined ? '' : `${site}: `}${title} …`)
  }
  return {
    onStart: (check: Shown) => {
      if (stream.isTTY) timer = setTimeout(show, showAfterMs, check)
    },
    onEnd: () => {
      clearTimeout(timer)
      // Bytes, because the guard of the output removes control characters from text.
      if (isShown) stream.write(clearLine)
      isShown = false
    },
  }
}
