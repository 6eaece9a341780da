import { useState } from 'preact/hooks'
import type { MessageKey } from '#messages/message'
import { languages, runCounts, themes } from '#shared/settings'
import type { SettingsChange } from '#shared/settings-intents'
import { t } from '#ui/i18n.ts'
import type { SectionProps } from '../options-client.ts'
import { SettingSelect } from './SettingSelect.tsx'

/** Shows what the tester can choose for this browser. */
export function SettingsSection({ client, state }: SectionProps) {
  const [isChanged, setChanged] = useState(false)
  const { settings, companion } = state
  if (settings === undefined) return null
  const sites = companion.status === 'ready' ? companion.sites.map(({ id }) => id) : []
  const change = (change: SettingsChange) => {
    client.send({ intent: 'changeSettings', change })
    setChanged(true)
  }
  return (
    <section class="settings" aria-labelledby="settings">
      <div class="heading">
        <h2 id="settings">{t('options.manageSettings')}</h2>
        <span class="secondary" role="status">
          {isChanged && t('options.settingsSaved')}
        </span>
      </div>
      <SettingSelect
        label={t('options.settingTheme')}
        value={settings.theme}
        values={themes}
        format={theme => t(themeNames[theme])}
        onChange={theme => change({ theme })}
      />
      <SettingSelect
        label={t('options.settingLanguage')}
        value={settings.language}
        values={languages}
        format={formatLanguage}
        onChange={language => change({ language })}
      />
      <SettingSelect
        label={t('options.settingSite')}
        hint={t('options.settingSiteHint')}
        value={settings.defaultSite}
        values={[...new Set(['', ...sites, settings.defaultSite])]}
        format={site => site || t('options.settingSiteLast')}
        onChange={defaultSite => change({ defaultSite })}
      />
      <SettingSelect
        label={t('options.settingRuns')}
        hint={t('options.settingRunsHint')}
        value={settings.runsKept}
        values={runCounts}
        format={String}
        onChange={runsKept => change({ runsKept })}
      />
      <label class="switch">
        <input
          type="checkbox"
          checked={settings.confirmEnds}
          onChange={event => change({ confirmEnds: event.currentTarget.checked })}
        />
        {t('options.settingConfirm')}
      </label>
    </section>
  )
}

const themeNames: Record<(typeof themes)[number], MessageKey> = {
  system: 'options.theme.system',
  light: 'options.theme.light',
  dark: 'options.theme.dark',
}

/** Returns the name of a language in that language. */
const formatLanguage = (language: (typeof languages)[number]): string =>
  language === 'system'
    ? t('options.languageSystem')
    : (new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language)
