import { useState } from 'preact/hooks'
import { text, textAround } from '#ui/texts.ts'
import { Command } from './Command.tsx'
import { siteAddCommand } from './commands.ts'
import type { Machine } from './machine.ts'
import { emptyForm, newSiteOf } from './new-site.ts'
import { ShellChoice } from './ShellChoice.tsx'
import { SiteFields } from './SiteFields.tsx'
import { type Shell, shellsOf } from './shell.ts'

/** Two fields make the command. Certificate and key are not among them: they go from the server to the companion. */
export function NewSite({ machine }: { machine: Machine }) {
  const shells = shellsOf(machine.system)
  const [form, setForm] = useState(emptyForm)
  const [shell, setShell] = useState<Shell>(shells[0] ?? 'sh')
  const site = newSiteOf(form)
  return (
    <div class="new-site">
      <Certificates />
      <p>{text('newSiteHow')}</p>
      <SiteFields form={form} onChange={setForm} />
      {shells.length > 1 && <ShellChoice shells={shells} shell={shell} onChoose={setShell} />}
      <p>{text(site === undefined ? 'newSiteFirst' : 'newSiteCommand')}</p>
      {site !== undefined && <Command lines={[siteAddCommand(site)]} shell={shell} />}
      <p class="note">{textAround('newSiteElsewhere', <code>--pem FOLDER</code>, <code>--pfx FILE</code>)}</p>
    </div>
  )
}

/** Where they come from, and where the companion looks for them (companion/credentials/places.ts). */
const Certificates = () => (
  <ol class="certificates">
    <li>{text('newSiteExport')}</li>
    <li>{textAround('newSiteFolder', <code>{exportFolder}</code>, <code>{exportedFiles}</code>)}</li>
    <li>{text('newSiteKeep')}</li>
  </ol>
)

const exportFolder = '%ProgramData%\\Qlik\\Sense\\Repository\\Exported Certificates'
const exportedFiles = 'client.pem, client_key.pem, root.pem'
