import { useState } from 'preact/hooks'
import type { Shell } from '#protocol/quote-shell'
import { t, tRich } from '#ui/i18n.ts'
import type { PlatformInfo } from '../platform-info.ts'
import { shellsFor } from '../platform-info.ts'
import { siteAddCommand } from '../shell-commands.ts'
import { emptySiteForm, toNewSite } from '../site-form.ts'
import { CommandLines } from './CommandLines.tsx'
import { ShellChoice } from './ShellChoice.tsx'
import { SiteFields } from './SiteFields.tsx'

/**
 * Builds the command from two fields. Certificate and key are copied from the server to the
 * companion instead.
 */
export function NewSiteForm({ platform }: { platform: PlatformInfo }) {
  const shells = shellsFor(platform.system)
  const [form, setForm] = useState(emptySiteForm)
  const [shell, setShell] = useState<Shell>(shells[0] ?? 'sh')
  const site = toNewSite(form)
  return (
    <div class="new-site">
      <CertificateHelp />
      <p>{t('welcome.newSiteHow')}</p>
      <SiteFields form={form} onChange={setForm} />
      {shells.length > 1 && <ShellChoice shells={shells} shell={shell} onChoose={setShell} />}
      <p>{t(site === undefined ? 'welcome.newSiteIncomplete' : 'welcome.newSiteCommand')}</p>
      {site !== undefined && <CommandLines lines={[siteAddCommand(site)]} shell={shell} />}
      <p class="note">
        {tRich('welcome.newSiteElsewhere', {
          pem: <code>--pem FOLDER</code>,
          pfx: <code>--pfx FILE</code>,
        })}
      </p>
    </div>
  )
}

/**
 * Explains how to export the certificates to where the companion searches
 * (companion/credentials/discover/search-paths.ts).
 */
const CertificateHelp = () => (
  <ol class="certificates">
    <li>{t('welcome.newSiteExport')}</li>
    <li>
      {tRich('welcome.newSiteFolder', {
        folder: <code>{exportFolder}</code>,
        files: <code>{exportedFiles}</code>,
      })}
    </li>
    <li>{t('welcome.newSiteKeep')}</li>
  </ol>
)

const exportFolder = '%ProgramData%\\Qlik\\Sense\\Repository\\Exported Certificates'
const exportedFiles = 'client.pem, client_key.pem, root.pem'
