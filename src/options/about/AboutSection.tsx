import { CopyButton } from '#ui/components/CopyButton.tsx'
import { t } from '#ui/i18n.ts'
import type { SectionProps } from '../options-client.ts'
import { HelpLinks } from './HelpLinks.tsx'

/** Shows the versions and the id that a support request needs, documents and shortcuts. */
export function AboutSection({ client, state }: SectionProps) {
  const { id, version } = client.extension
  const { companion } = state
  return (
    <section aria-labelledby="about">
      <h2 id="about">{t('options.manageAbout')}</h2>
      <dl>
        <dt>{t('options.aboutExtension')}</dt>
        <dd>{version}</dd>
        <dt>{t('options.aboutCompanion')}</dt>
        <dd>{companion.status === 'ready' ? companion.version : t('options.aboutNoCompanion')}</dd>
        <dt>{t('options.aboutId')}</dt>
        <dd>
          <code>{id}</code>
          <CopyButton text={id} label={t('common.copy')} class="small" />
        </dd>
        <dt>{t('options.aboutLicense')}</dt>
        <dd>{t('options.aboutLicenseText')}</dd>
      </dl>
      <HelpLinks client={client} />
    </section>
  )
}
