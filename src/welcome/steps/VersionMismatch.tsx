import * as v from 'valibot'
import type { Finding } from '#protocol/findings/index'
import { FindingAlert } from '#ui/components/FindingAlert.tsx'
import { t } from '#ui/i18n.ts'
import type { StepProps } from '../page-props.ts'
import { extensionsPageUrl, shellsFor } from '../platform-info.ts'
import { updateCommands } from '../shell-commands.ts'
import { CommandLines } from './CommandLines.tsx'

const RangeSchema = v.object({ min: v.number(), max: v.number() })

/** The details of VERSION_MISMATCH (docs/protocol.md). */
const DetailsSchema = v.object({
  older: v.picklist(['extension', 'companion']),
  extension: RangeSchema,
  companion: RangeSchema,
})

/** Shows which side is outdated and how to update it. */
export function VersionMismatch({ finding, client, platform }: StepProps & { finding: Finding }) {
  const parsed = v.safeParse(DetailsSchema, finding.details)
  if (!parsed.success) return <FindingAlert finding={finding} />
  const { older, extension, companion } = parsed.output
  const page = extensionsPageUrl(platform)
  const [shell = 'sh'] = shellsFor(platform.system)
  return (
    <>
      <p role="alert" data-code={finding.code}>
        <strong>{t(outdatedKeys[older])}</strong>
      </p>
      <p>
        {t('welcome.versionsSpoken', {
          version: client.getVersion(),
          extension: formatVersionRange(extension),
          companion: formatVersionRange(companion),
        })}
      </p>
      <p>{t(updateKeys[platform.isPackaged ? 'package' : 'clone'][older], { page })}</p>
      {older === 'companion' ? (
        <CommandLines lines={updateCommands(platform)} shell={shell} />
      ) : platform.browser === 'firefox' ? null : (
        <div class="buttons">
          <button type="button" onClick={() => client.showBrowserPage(page)}>
            {t('welcome.openAddress', { address: page })}
          </button>
        </div>
      )}
    </>
  )
}

const outdatedKeys = { extension: 'welcome.extensionTooOld', companion: 'welcome.companionTooOld' } as const

const updateKeys = {
  clone: { extension: 'welcome.updateExtension', companion: 'welcome.updateCompanion' },
  package: { extension: 'welcome.updatePackagedExtension', companion: 'welcome.updatePackagedCompanion' },
} as const

const formatVersionRange = ({ min, max }: v.InferOutput<typeof RangeSchema>): string =>
  min === max ? `${min}` : `${min}–${max}`
