import type { ComponentChildren } from 'preact'
import type { Finding } from '#protocol/findings/index'
import { CopyButton } from './CopyButton.tsx'
import { textsOf } from './finding-texts.ts'
import { Remedy } from './Remedy.tsx'
import { text } from './texts.ts'
import { commandsIn } from './words.ts'

export interface FindingAlertProps {
  finding: Finding
  leftBehind?: readonly string[]
  /** What is known of this very failure, in place of the general remedy. */
  why?: ComponentChildren
  /** A button that does what the remedy asks for. */
  children?: ComponentChildren
}

/** What happened, and set apart from it the one thing to do. */
export function FindingAlert({ finding, leftBehind = [], why, children }: FindingAlertProps) {
  const { message, remedy } = textsOf(finding)
  const [, command] = why === undefined ? commandsIn(remedy) : []
  return (
    <div role="alert" class="finding" data-code={finding.code}>
      <p dir="auto">{message}</p>
      {why ?? <Remedy text={remedy} />}
      {leftBehind.length > 0 && (
        <>
          <p>{text('leftBehind')}</p>
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
