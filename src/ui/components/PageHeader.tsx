import type { MessageKey } from '#messages/message'
import { t } from '../i18n.ts'
import { HubpassLogo } from './icons.tsx'

/** The sections of the manage page in the order of the navigation. */
export const sectionNames = ['runs', 'personas', 'sites', 'settings', 'data', 'about'] as const
export type SectionName = (typeof sectionNames)[number]

const titles: Record<SectionName, MessageKey> = {
  runs: 'options.manageRuns',
  personas: 'options.managePersonas',
  sites: 'sites.title',
  settings: 'options.manageSettings',
  data: 'options.manageData',
  about: 'options.manageAbout',
}

const optionsUrl = '../options/index.html'
const welcomeUrl = '../welcome/index.html'

/** Shows the title and the navigation of every page but the popup. */
export const PageHeader = ({ current }: { current: SectionName | 'welcome' }) => (
  <header class="page-header">
    <HubpassLogo />
    <h1>Hubpass</h1>
    <nav aria-label={t('options.manageSections')}>
      {sectionNames.map(name => (
        <a
          key={name}
          href={current === 'welcome' ? `${optionsUrl}#${name}` : `#${name}`}
          aria-current={name === current ? 'page' : undefined}
        >
          {t(titles[name])}
        </a>
      ))}
      <a href={welcomeUrl} aria-current={current === 'welcome' ? 'page' : undefined}>
        {t('welcome.title')}
      </a>
    </nav>
  </header>
)
