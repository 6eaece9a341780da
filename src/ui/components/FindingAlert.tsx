import type { ComponentChildren } from 'preact'
import type { Finding } from '#protocol/findings/index'
import { splitCommands } from '../format-run.ts'
import { t, textsOf } from '../i18n.ts'
import { CopyButton } from './CopyButton.tsx'
import { RemedyText } from './RemedyText.tsx'

export interface FindingAlertProps {
  finding: Finding
  leftBehind?: readonly string[]
  /** The causes of this failure, which replace the general remedy. */
  causes?: ComponentChildren
  /** A button that applies the remedy. */
  children?: ComponentChildren
}

/** Shows what happened and what to do. */
export function FindingAlert({ finding, leftBehind = [], causes, children }: FindingAlertProps) {
  const { message, remedy } = textsOf(finding)
  const [, command] = causes === undefined ? splitCommands(remedy) : []
  return (
    <div role="alert" class="finding" data-code={finding.code}>
      <p dir="auto">{message}</p>
      {causes ?? <RemedyText text={remedy} />}
      {leftBehind.length > 0 && (
        <>
          <p>{t('common.leftBehind')}</p>
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
        <a
          class="read-more"
          href={`../help/index.html#${finding.code}`}
          target="_blank"
          rel="noreferrer"
          title={t('common.readMore')}
        >
          <code>{finding.code}</code>
        </a>
      </div>
    </div>
  )
}
