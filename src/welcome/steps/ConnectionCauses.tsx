import type { Shell } from '#protocol/quote-shell'
import { t, tRich } from '#ui/i18n.ts'
import type { BrowserError } from '../browser-errors.ts'
import { type CommandLine, formatCommandLine } from '../commands.ts'
import { causesFor, primaryAdvice } from '../connection-causes.ts'
import { browsers, type PlatformInfo, shellsFor } from '../platform-info.ts'
import { CommandLines } from './CommandLines.tsx'

export interface ConnectionCausesProps {
  error: BrowserError
  platform: PlatformInfo
}

/** Lists the possible causes of a browser error, each with a fix. */
export function ConnectionCauses({ error, platform }: ConnectionCausesProps) {
  const [shell = 'sh'] = shellsFor(platform.system)
  const causes = causesFor(platform.system, error.causes)
  const commands = omitRepeated(causes.map(({ command }) => command?.(platform)))
  return (
    <div class="causes">
      <BrowserMessage {...error} />
      <p>{t('welcome.causesFirst')}</p>
      <CommandLines lines={[primaryAdvice]} shell={shell} />
      <h3>{t('welcome.causesList')}</h3>
      <ol>
        {causes.map((cause, index) => (
          <CauseItem
            key={cause.titleKey}
            cause={cause}
            platform={platform}
            command={commands[index]}
            shell={shell}
          />
        ))}
      </ol>
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
  command: CommandLine | undefined
  shell: Shell
}

const CauseItem = ({ cause, platform, command, shell }: CauseItemProps) => (
  <li data-cause={cause.name}>
    <strong>{t(cause.titleKey)}</strong>
    <p>{t(cause.fixKey, { scheme: browsers[platform.browser].scheme, extensionId: platform.extensionId })}</p>
    {command !== undefined && <CommandLines lines={[command]} shell={shell} />}
  </li>
)

/** Shows each command only at the first cause that it fixes. */
const omitRepeated = (commands: (CommandLine | undefined)[]): (CommandLine | undefined)[] => {
  const all = commands.map(command => command && formatCommandLine(command, 'sh'))
  return commands.map((command, index) => (all.indexOf(all[index]) === index ? command : undefined))
}
