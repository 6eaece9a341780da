import { t, tRich } from '#ui/i18n.ts'
import { SiteList } from '#ui/sites/SiteList.tsx'
import type { StepProps } from '../page-props.ts'
import { browsers, shortcutsPageUrl } from '../platform-info.ts'
import type { ReadyStage } from '../setup-stage.ts'
import { ExtensionFolderNote, ExtensionOutdated } from './ExtensionFolder.tsx'
import { AddAnotherSite } from './SiteStep.tsx'

/** Step 3: the setup is complete. Explains the first sign-in. */
export function ReadyStep(props: StepProps & Pick<ReadyStage, 'sites' | 'extensionFolder'>) {
  const { client, platform, shortcut, siteAction, sites } = props
  const shortcutsUrl = shortcutsPageUrl(platform)
  return (
    <>
      <ExtensionOutdated {...props} />
      <SiteList sites={sites} action={siteAction} client={client} />
      <ol class="how">
        <li>
          {shortcut === ''
            ? t('welcome.readyOpenNoKey')
            : tRich('welcome.readyOpen', { shortcut: <kbd>{shortcut}</kbd> })}
        </li>
        <li>{t('welcome.readyType')}</li>
        <li>{t('welcome.readyWatch')}</li>
      </ol>
      <p>
        <strong>{t('welcome.pinTitle')}</strong> {t(browsers[platform.browser].pinHelpKey)}
      </p>
      <div class="buttons">
        <button type="button" class="primary" onClick={client.openPopup}>
          {t('welcome.readyTry')}
        </button>
        {shortcut === '' && (
          <button type="button" onClick={() => client.showBrowserPage(shortcutsUrl)}>
            {t('welcome.openAddress', { address: shortcutsUrl })}
          </button>
        )}
      </div>
      <AddAnotherSite platform={platform} client={client} siteAction={siteAction} sites={sites} />
      <ExtensionFolderNote {...props} />
    </>
  )
}
