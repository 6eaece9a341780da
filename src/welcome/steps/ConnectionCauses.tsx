import type { Shell } from '#protocol/quote-shell'
import { t, tRich } from '#ui/i18n.ts'
import type { BrowserError } from '../browser-errors.ts'
import { causesFor } from '../connection-causes.ts'
import { browsers, type PlatformInfo, shellsFor } from '../platform-info.ts'
import { doctorCommand } from '../shell-commands.ts'
import { CommandLines } from './CommandLines.tsx'

export interface ConnectionCausesProps {
  error: BrowserError
  platform: PlatformInfo
}

/** Suggests the doctor, then lists the causes that it cannot find. */
export function ConnectionCauses({ error, platform }: ConnectionCausesProps) {
  const [shell = 'sh'] = shellsFor(platform.system)
  const causes = causesFor(platform, error.causes)
  return (
    <div class="causes">
      <BrowserMessage {...error} />
      <p>{t('welcome.runDoctor')}</p>
      <CommandLines lines={[doctorCommand(platform)]} shell={shell} />
      {causes.length > 0 && (
        <>
          <h3>{t('welcome.otherCauses')}</h3>
          <ol>
            {causes.map(cause => (
              <CauseItem key={cause.name} cause={cause} platform={platform} shell={shell} />
            ))}
          </ol>
        </>
      )}
    </div>
  )
}

const BrowserMessage = ({ message, printedText }: BrowserError) => (
  <>
    {message !== '' && <p>{tRich('welcome.browserSays', { text: <q lang="en">{message}</q> })}</p>}
    {printedText !== undefined && <p>{t('welcome.printedText', { text: printedText })}</p>}
  </>
)

interface CauseItemProps {
  cause: ReturnType<typeof causesFor>[number]
  platform: PlatformInfo
  shell: Shell
}

const CauseItem = ({ cause, platform, shell }: CauseItemProps) => (
  <li data-cause={cause.name}>
    <strong>{t(cause.titleKey)}</strong>
    <p>{t(cause.fixKey, { scheme: browsers[platform.browser].scheme, extensionId: platform.extensionId })}</p>
    {cause.command !== undefined && <CommandLines lines={[cause.command(platform)]} shell={shell} />}
  </li>
)
