import type { Finding } from '#protocol/findings/index'
import type { Shell } from '#protocol/quote-shell'
import { FindingAlert } from '#ui/components/FindingAlert.tsx'
import { t, textsOf, tRich } from '#ui/i18n.ts'
import { parseBrowserError } from '../browser-errors.ts'
import type { StepProps } from '../page-props.ts'
import { type PlatformInfo, shellsFor } from '../platform-info.ts'
import { buildCommands, installCommand } from '../shell-commands.ts'
import { CommandLines } from './CommandLines.tsx'
import { ConnectionCauses } from './ConnectionCauses.tsx'
import { PollingStatus } from './PollingStatus.tsx'
import { VersionMismatch } from './VersionMismatch.tsx'

/** Step 1: the companion is missing or does not work. */
export function CompanionStep(props: StepProps & { finding: Finding | undefined }) {
  return (
    <>
      <CompanionProblem {...props} />
      <PollingStatus what="welcome.lookingForCompanion" seconds={props.seconds} />
    </>
  )
}

function CompanionProblem(props: StepProps & { finding: Finding | undefined }) {
  const { finding, platform } = props
  if (finding === undefined) return <InstallHelp {...props} />
  if (finding.code === 'VERSION_MISMATCH') return <VersionMismatch {...props} finding={finding} />
  const browserError = parseBrowserError(finding)
  if (browserError === undefined) return <FindingAlert finding={finding} />
  if (finding.code !== 'COMPANION_NOT_INSTALLED')
    return (
      <>
        <p role="alert" data-code={finding.code}>
          <strong>{textsOf(finding).message}</strong>
        </p>
        <ConnectionCauses error={browserError} platform={platform} />
      </>
    )
  return (
    <>
      <InstallHelp {...props} />
      <details>
        <summary>{t('welcome.companionElse')}</summary>
        <ConnectionCauses error={browserError} platform={platform} />
      </details>
    </>
  )
}

/** Explains the installation to a new user. */
function InstallHelp({ platform }: StepProps) {
  const [shell = 'sh'] = shellsFor(platform.system)
  return (
    <>
      <p>{t('welcome.companionWhy')}</p>
      <p>{t(platform.isPackaged ? 'welcome.packageHow' : 'welcome.companionHow')}</p>
      <CommandLines lines={[installCommand(platform)]} shell={shell} />
      {platform.isPackaged ? <PackageNote system={platform.system} /> : <CloneNotes shell={shell} />}
    </>
  )
}

/** Some packages put no command on the PATH. */
const PackageNote = ({ system }: Pick<PlatformInfo, 'system'>) => (
  <p class="note">
    {tRich('welcome.packageNote', {
      command: <code>hubpass</code>,
      portable: <code>{system === 'windows' ? '.\\hubpass.cmd' : './hubpass'}</code>,
      npx: <code>npx hubpass</code>,
      option: <code>--dry-run</code>,
    })}
  </p>
)

function CloneNotes({ shell }: { shell: Shell }) {
  return (
    <>
      <p class="note">
        {tRich('welcome.companionNeeds', {
          versionCommand: <code>node --version</code>,
          option: <code>--dry-run</code>,
        })}
      </p>
      <details>
        <summary>{t('welcome.companionBuild')}</summary>
        <CommandLines lines={buildCommands} shell={shell} />
      </details>
    </>
  )
}
