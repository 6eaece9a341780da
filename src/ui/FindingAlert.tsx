import type { ComponentChildren } from 'preact'
import type { Finding } from '#protocol/findings/index'

import { CopyButton } from './CopyButton.tsx'
import { Remedy } from './Remedy.tsx'
import { commandsIn } from './words.ts'

export interface FindingAlertProps {
  finding: Finding
  leftBehind?: string[]
  /** A button that does what the remedy asks for. */
  children?: ComponentChildren
}

/** What happened, and set apart from it the one thing to do. */
export function FindingAlert({ finding, leftBehind = [], children }: FindingAlertProps) {
  const [, command] = commandsIn(finding.remedy)
  return (
    <div role="alert" class="finding" data-code={finding.code}>
      <p dir="auto">{finding.message}</p>
      <Remedy text={finding.remedy} />
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
        {command !== undefined && <CopyButton text={command} />}
        <code>{finding.code}</code>
      </div>
    </div>
  )
}
