import type { ComponentChildren } from 'preact'
import { CopyButton } from '#ui/CopyButton.tsx'
import { text } from '#ui/texts.ts'

/** As it works in the folder of Hubpass, whether `npm link` was run there or not. */
const command = ['node dist/companion/hubpass.mjs', 'site add <id>', '--hub <url>', '--pem <folder>']

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
