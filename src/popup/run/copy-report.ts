import type { RunReport } from '#shared/runs/run-report'
import type { BackgroundClient } from '#ui/background-client.ts'
import { formatMarkdown } from '#ui/report/markdown.ts'
import { createReport } from '#ui/report/report.ts'

/**
 * Copies the report as Markdown, without real names. Rejects if the run is gone or the clipboard is
 * blocked.
 */
export const copyReport = async (client: BackgroundClient, id: string): Promise<void> =>
  navigator.clipboard.writeText(formatMarkdown(createReport(await fetchRunReport(client, id))))

function fetchRunReport(client: BackgroundClient, id: string): Promise<RunReport> {
  let unsubscribe = (): void => {}
  const report = new Promise<RunReport>((resolve, reject) => {
    unsubscribe = client.onState(({ openedRun }) => {
      if (openedRun?.id !== id) return
      if (openedRun.status === 'ready') resolve(openedRun.facts)
      else reject(new Error('the run is no longer there'))
    })
    client.send({ intent: 'readRun', id })
  })
  return report.finally(() => unsubscribe())
}
