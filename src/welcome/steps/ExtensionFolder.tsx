import { extensionId, storeAddress } from '#protocol/constants'
import type { ExtensionFolder } from '#protocol/extension-folder'
import { findingOf } from '#protocol/findings/to-finding'
import { CopyButton } from '#ui/components/CopyButton.tsx'
import { FindingAlert } from '#ui/components/FindingAlert.tsx'
import { t, tRich } from '#ui/i18n.ts'
import type { StepProps } from '../page-props.ts'
import { extensionsPageUrl } from '../platform-info.ts'

type FolderProps = StepProps & { extensionFolder?: ExtensionFolder | undefined }

/** Returns the folder of this extension. A store has given it another id, and updates it. */
const findOwnFolder = ({ platform, extensionFolder }: FolderProps): ExtensionFolder | undefined =>
  platform.extensionId === extensionId ? extensionFolder : undefined

/** Says that the browser has to load the folder again, if it has another version. */
export function ExtensionOutdated(props: FolderProps) {
  const folder = findOwnFolder(props)
  const loaded = props.client.getVersion()
  if (folder === undefined || folder.version === loaded) return null
  const details = { loaded, current: folder.version, folder: folder.path }
  return <FindingAlert finding={findingOf('EXTENSION_OUTDATED', details)} />
}

/** Shows the folder from which other browsers load the extension. */
export function ExtensionFolderNote(props: FolderProps) {
  const folder = findOwnFolder(props)
  if (folder === undefined) return null
  return (
    <p class="note">
      {tRich('welcome.extensionFolder', {
        folder: <code dir="ltr">{folder.path}</code>,
        page: extensionsPageUrl(props.platform),
      })}{' '}
      {storeAddress !== '' && t('welcome.extensionStore', { store: storeAddress })}
      <CopyButton text={folder.path} label={t('common.copy')} class="small" />
    </p>
  )
}
