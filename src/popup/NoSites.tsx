import type { ComponentChildren } from 'preact'
import { CopyButton } from '#ui/CopyButton.tsx'

const command = ['hubpass site add <id>', '--hub <url>', '--pem <folder>']

/** The companion is there but knows no site yet. */
export function NoSites({ children }: { children: ComponentChildren }) {
  return (
    <section class="setup">
      <h2>No site yet</h2>
      <p>Tell the companion where your Qlik Sense is, in a terminal on this machine:</p>
      <code class="command">
        {command.map(part => (
          <span key={part}>{part} </span>
        ))}
      </code>
      <p class="note">The folder holds client.pem, client_key.pem and root.pem, as the QMC exports them.</p>
      <div class="finding-end">
        {children}
        <CopyButton text={command.join(' ')} />
      </div>
    </section>
  )
}
