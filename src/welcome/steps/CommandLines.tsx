import { Fragment } from 'preact'
import { formatCommandLine } from '#protocol/invocation'
import type { Shell } from '#protocol/quote-shell'
import { CopyButton } from '#ui/components/CopyButton.tsx'
import type { CommandLine } from '../shell-commands.ts'

export interface CommandLinesProps {
  /** One or more lines, in order. */
  lines: readonly CommandLine[]
  shell: Shell
}

/** Shows command lines to paste into a terminal. */
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
      <CopyButton text={texts.join('\n')} class="small" />
    </div>
  )
}

/** Splits a line where it may wrap: before an option. */
const splitBeforeOptions = (line: string): string[] => line.split(/ (?=--)/)
