import type { ComponentChildren } from 'preact'
import { companionCommand } from '#protocol/constants'
import { CopyButton } from '#ui/components/CopyButton.tsx'
import { t } from '#ui/i18n.ts'

const siteAddCommand = [companionCommand.join(' '), 'site add <id>', '--hub <url>', '--pem <folder>']

/** Explains how to add the first site. */
export function NoSitesHelp({ children }: { children: ComponentChildren }) {
  return (
    <section class="setup">
      <h2>{t('popup.noSite')}</h2>
      <p>{t('popup.noSiteHow')}</p>
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
