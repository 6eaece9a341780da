import { text, textAround } from '#ui/texts.ts'
import { Command } from './Command.tsx'
import { type Cause, causesOn, firstAdvice } from './causes.ts'
import { type CommandLine, written } from './commands.ts'
import { browsers, type Machine } from './machine.ts'
import type { Decoded } from './sentences.ts'
import { type Shell, shellsOf } from './shell.ts'

export interface CausesProps {
  meaning: Decoded
  machine: Machine
}

/** What the browser's one sentence can mean here, and for each what to do. */
export function Causes({ meaning, machine }: CausesProps) {
  const [shell = 'sh'] = shellsOf(machine.system)
  const known = causesOn(machine.system, meaning.causes)
  const commands = onceEach(known.map(({ command }) => command?.(machine)))
  return (
    <div class="causes">
      <Said {...meaning} />
      <p>{text('causesFirst')}</p>
      <Command lines={[firstAdvice]} shell={shell} />
      <h3>{text('causesList')}</h3>
      <ol>
        {known.map((cause, index) => (
          <CauseItem
            key={cause.what}
            cause={cause}
            machine={machine}
            command={commands[index]}
            shell={shell}
          />
        ))}
      </ol>
    </div>
  )
}

const Said = ({ said, printed }: Decoded) => (
  <>
    {said !== '' && <p>{textAround('browserSays', <q lang="en">{said}</q>)}</p>}
    {printed !== undefined && <p>{text('printedText', printed)}</p>}
  </>
)

interface CauseItemProps {
  cause: Cause
  machine: Machine
  command: CommandLine | undefined
  shell: Shell
}

const CauseItem = ({ cause, machine, command, shell }: CauseItemProps) => (
  <li data-cause={cause.what}>
    <strong>{text(cause.what)}</strong>
    <p>{text(cause.fix, browsers[machine.browser].scheme, machine.extensionId)}</p>
    {command !== undefined && <Command lines={[command]} shell={shell} />}
  </li>
)

/** Each command at the first cause that it helps with: the same box again would only be longer. */
const onceEach = (commands: (CommandLine | undefined)[]): (CommandLine | undefined)[] => {
  const all = commands.map(command => command && written(command, 'sh'))
  return commands.map((command, index) => (all.indexOf(all[index]) === index ? command : undefined))
}
