import { extensionId, storeAddress } from '#protocol/constants'
import type { ExtensionFolder as Folder } from '#protocol/extension-folder'
import { findingOf } from '#protocol/findings/to-finding'
import { CopyButton } from '#ui/components/CopyButton.tsx'
import { FindingAlert } from '#ui/components/FindingAlert.tsx'
import { t, tRich } from '#ui/i18n.ts'
import type { StepProps } from '../page-props.ts'
import { extensionsPageUrl } from '../platform-info.ts'

/** Shows the folder from which other browsers load the extension, and whether this one has to load it again. */
export function ExtensionFolder({ client, platform, folder }: StepProps & { folder: Folder | undefined }) {
  // A store has given the extension another id, and updates it.
  if (folder === undefined || platform.extensionId !== extensionId) return null
  const { path, version: current } = folder
  const loaded = client.getVersion()
  return (
    <>
      {loaded !== current && (
        <FindingAlert finding={findingOf('EXTENSION_OUTDATED', { loaded, current, folder: path })} />
      )}
      <p class="note">
        {tRich('welcome.extensionFolder', {
          folder: <code dir="ltr">{path}</code>,
          page: extensionsPageUrl(platform),
        })}{' '}
        {storeAddress !== '' && t('welcome.extensionStore', { store: storeAddress })}
        <CopyButton text={path} class="small" />
      </p>
    </>
  )
}
