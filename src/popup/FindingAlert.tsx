import type { ComponentChildren } from 'preact'
import type { Finding } from '#protocol/findings/index'

export interface FindingAlertProps {
  finding: Finding
  leftBehind?: string[]
  /** A button that does what the remedy asks for. */
  children?: ComponentChildren
}

/** What happened, and set apart from it the one thing to do. */
export function FindingAlert({ finding, leftBehind = [], children }: FindingAlertProps) {
  return (
    <div role="alert" class="finding" data-code={finding.code}>
      <p dir="auto">{finding.message}</p>
      <p class="remedy" dir="auto">
        {finding.remedy}
      </p>
      {leftBehind.length > 0 && (
        <>
          <p>Left behind:</p>
          <ul>
            {leftBehind.map(sentence => (
              <li key={sentence} dir="auto">
                {sentence}
              </li>
            ))}
          </ul>
        </>
      )}
      <div class="finding-end">
        {children}
        <code>{finding.code}</code>
      </div>
    </div>
  )
}
