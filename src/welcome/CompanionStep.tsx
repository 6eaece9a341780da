import type { Finding } from '#protocol/findings/index'
import { FindingAlert } from '#ui/FindingAlert.tsx'
import { textsOf } from '#ui/finding-texts.ts'
import { text, textAround } from '#ui/texts.ts'
import type { StageProps } from './App.tsx'
import { Causes } from './Causes.tsx'
import { Command } from './Command.tsx'
import { buildCommands, installCommand } from './commands.ts'
import { Looking } from './Looking.tsx'
import { decoded } from './sentences.ts'
import { shellsOf } from './shell.ts'
import { VersionMismatch } from './VersionMismatch.tsx'

/** Step 1: the companion is not there, or something is in its way. */
export function CompanionStep(props: StageProps & { finding: Finding | undefined }) {
  return (
    <>
      <Trouble {...props} />
      <Looking what="lookingForCompanion" seconds={props.seconds} />
    </>
  )
}

function Trouble(props: StageProps & { finding: Finding | undefined }) {
  const { finding, machine } = props
  if (finding === undefined) return <Install {...props} />
  if (finding.code === 'VERSION_MISMATCH') return <VersionMismatch {...props} finding={finding} />
  const meaning = decoded(finding)
  if (meaning === undefined) return <FindingAlert finding={finding} />
  if (finding.code !== 'COMPANION_NOT_INSTALLED')
    return (
      <>
        <p role="alert" data-code={finding.code}>
          <strong>{textsOf(finding).message}</strong>
        </p>
        <Causes meaning={meaning} machine={machine} />
      </>
    )
  return (
    <>
      <Install {...props} />
      <details>
        <summary>{text('companionElse')}</summary>
        <Causes meaning={meaning} machine={machine} />
      </details>
    </>
  )
}

/** For somebody who has never done it. */
function Install({ machine }: StageProps) {
  const [shell = 'sh'] = shellsOf(machine.system)
  return (
    <>
      <p>{text('companionWhy')}</p>
      <p>{text('companionHow')}</p>
      <Command lines={[installCommand(machine)]} shell={shell} />
      <p class="note">{textAround('companionNeeds', <code>node --version</code>, <code>--dry-run</code>)}</p>
      <details>
        <summary>{text('companionBuild')}</summary>
        <Command lines={buildCommands} shell={shell} />
      </details>
    </>
  )
}
