import * as v from 'valibot'
import type { Finding } from '#protocol/findings/index'
import { FindingAlert } from '#ui/FindingAlert.tsx'
import { text } from '#ui/texts.ts'
import type { StageProps } from './App.tsx'
import { extensionsPage } from './browser-pages.ts'
import { Command } from './Command.tsx'
import { updateCommands } from './commands.ts'
import { shellsOf } from './shell.ts'

const RangeSchema = v.object({ min: v.number(), max: v.number() })

/** The details of VERSION_MISMATCH (PROTOCOL.md). */
const DetailsSchema = v.object({
  older: v.picklist(['extension', 'companion']),
  extension: RangeSchema,
  companion: RangeSchema,
})

/** Which side is old, and how that one is brought up to date. */
export function VersionMismatch({ finding, link, machine }: StageProps & { finding: Finding }) {
  const parsed = v.safeParse(DetailsSchema, finding.details)
  if (!parsed.success) return <FindingAlert finding={finding} />
  const { older, extension, companion } = parsed.output
  const page = extensionsPage(machine)
  const [shell = 'sh'] = shellsOf(machine.system)
  return (
    <>
      <p role="alert" data-code={finding.code}>
        <strong>{text(tooOld[older])}</strong>
      </p>
      <p>{text('versionsSpoken', link.version(), span(extension), span(companion))}</p>
      <p>{older === 'companion' ? text('updateCompanion') : text('updateExtension', page)}</p>
      {older === 'companion' ? (
        <Command lines={updateCommands(machine)} shell={shell} />
      ) : (
        <div class="buttons">
          <button type="button" onClick={() => link.showBrowserPage(page)}>
            {text('openAddress', page)}
          </button>
        </div>
      )}
    </>
  )
}

const tooOld = { extension: 'extensionTooOld', companion: 'companionTooOld' } as const

const span = ({ min, max }: v.InferOutput<typeof RangeSchema>): string =>
  min === max ? `${min}` : `${min}–${max}`
