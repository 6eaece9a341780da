import type { ComponentChildren } from 'preact'
import { companionCommand } from '#protocol/constants'
import { formatStart } from '#ui/command-start.ts'
import { CopyButton } from '#ui/components/CopyButton.tsx'
import { t } from '#ui/i18n.ts'

export interface NoSitesHelpProps {
  /** How a terminal starts the command line, unless the companion is too old to know. */
  invocation: readonly string[] | undefined
  children: ComponentChildren
}

/** Explains how to add the first site. */
export function NoSitesHelp({ invocation, children }: NoSitesHelpProps) {
  const siteAddCommand = [
    formatStart(invocation ?? companionCommand),
    'site add <id>',
    '--hub <url>',
    '--pem <folder>',
  ]
  return (
    <section class="setup">
      <h2>{t('popup.noSite')}</h2>
      <p>{t(invocation === undefined ? 'popup.noSiteHow' : 'popup.noSiteHowAnywhere')}</p>
      <code class="command">
        {siteAddCommand.map(part => (
          <span key={part}>{part} </span>
        ))}
      </code>
      <p class="note">{t('popup.noSiteFolder')}</p>
      <div class="finding-end">
        {children}
        <CopyButton text={siteAddCommand.join(' ')} />
      </div>
    </section>
  )
}
