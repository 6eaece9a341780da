import { Fragment } from 'preact'
import { CopyButton } from '#ui/components/CopyButton.tsx'
import { type CommandLine, formatCommandLine } from '../commands.ts'
import type { Shell } from '../shell.ts'

export interface CommandLinesProps {
  /** One or, in their order, several. */
  lines: readonly CommandLine[]
  shell: Shell
}

/** What to paste into a terminal, an option beside its value. */
export function CommandLines({ lines, shell }: CommandLinesProps) {
  const texts = lines.map(line => formatCommandLine(line, shell))
  return (
    <div class="command-line">
      <code class="command" dir="ltr">
        {texts.map(line => (
          <div key={line}>
            {splitBeforeOptions(line).map(part => (
              <Fragment key={part}>
                <span>{part}</span>{' '}
              </Fragment>
            ))}
          </div>
        ))}
      </code>
      <CopyButton text={texts.join('\n')} />
    </div>
  )
}

/** A line may break before an option, and nowhere else if it fits. */
const splitBeforeOptions = (line: string): string[] => line.split(/ (?=--)/)
