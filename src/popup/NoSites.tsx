import type { ComponentChildren } from 'preact'
import { CopyButton } from '#ui/CopyButton.tsx'
import { companionCommand } from '#ui/companion-command.ts'
import { text } from '#ui/texts.ts'

const command = [companionCommand.join(' '), 'site add <id>', '--hub <url>', '--pem <folder>']

/** The companion is there but knows no site yet. */
export function NoSites({ children }: { children: ComponentChildren }) {
  return (
    <section class="setup">
      <h2>{text('noSite')}</h2>
      <p>{text('noSiteHow')}</p>
      <code class="command">
        {command.map(part => (
          <span key={part}>{part} </span>
        ))}
      </code>
      <p class="note">{text('noSiteFolder')}</p>
      <div class="finding-end">
        {children}
        <CopyButton text={command.join(' ')} />
      </div>
    </section>
  )
}
