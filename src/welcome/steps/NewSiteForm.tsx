import { useState } from 'preact/hooks'
import type { Shell } from '#protocol/quote-shell'
import type { Site } from '#protocol/site'
import type { SiteAction } from '#shared/sites/site-actions'
import { t, tRich } from '#ui/i18n.ts'
import { AddSiteForm } from '#ui/sites/AddSiteForm.tsx'
import type { NewSite } from '#ui/sites/site-form.ts'
import type { StepProps } from '../page-props.ts'
import type { PlatformInfo } from '../platform-info.ts'
import { shellsFor } from '../platform-info.ts'
import { siteAddCommand } from '../shell-commands.ts'
import { CommandLines } from './CommandLines.tsx'
import { ShellChoice } from './ShellChoice.tsx'

export interface NewSiteFormProps extends Pick<StepProps, 'platform' | 'client'> {
  sites?: readonly Site[]
  action: SiteAction | undefined
}

/**
 * Asks for a site in two fields, and shows the command that does the same. Certificate and key are
 * copied from the server to the companion instead.
 */
export const NewSiteForm = ({ platform, client, sites = [], action }: NewSiteFormProps) => (
  <div class="new-site">
    <CertificateHelp />
    <p>{t('welcome.newSiteHow')}</p>
    <AddSiteForm
      sites={sites}
      action={action}
      client={client}
      renderOtherWay={site => (
        <details>
          <summary>{t('sites.inTerminal')}</summary>
          <TerminalHelp site={site} platform={platform} />
        </details>
      )}
    />
  </div>
)

/** Shows the command, in which the tester replaces the folder of the certificates. */
function TerminalHelp({ site, platform }: { site: NewSite | undefined; platform: PlatformInfo }) {
  const shells = shellsFor(platform.system)
  const [shell, setShell] = useState<Shell>(shells[0] ?? 'sh')
  return (
    <div class="new-site">
      {shells.length > 1 && <ShellChoice shells={shells} shell={shell} onChoose={setShell} />}
      <p>{t(site === undefined ? 'welcome.newSiteIncomplete' : commandKey(platform))}</p>
      {site !== undefined && (
        <>
          <CommandLines lines={[siteAddCommand(platform, site)]} shell={shell} />
          <p class="note">
            {tRich('welcome.newSiteElsewhere', {
              folder: <code>FOLDER</code>,
              pem: <code>--pem</code>,
              pfx: <code>--pfx</code>,
            })}
          </p>
        </>
      )}
    </div>
  )
}

const commandKey = ({ invocation, isPackaged }: PlatformInfo) =>
  invocation || isPackaged ? 'welcome.newSiteCommandAnywhere' : 'welcome.newSiteCommand'

/**
 * Explains how to export the certificates. Unlike `Downloads`, where any web page can save a file,
 * the companion trusts a folder that only the user can read.
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
