import { CopyButton } from '#ui/components/CopyButton.tsx'
import { t } from '#ui/i18n.ts'
import type { SectionProps } from '../App.tsx'

/** What this is, in the words that somebody who helps will ask for. */
export function AboutSection({ client, state }: SectionProps) {
  const { id, version } = client.extension
  const { companion } = state
  return (
    <section aria-labelledby="about">
      <h2 id="about">{t('manageAbout')}</h2>
      <dl>
        <dt>{t('aboutExtension')}</dt>
        <dd>{version}</dd>
        <dt>{t('aboutCompanion')}</dt>
        <dd>{companion.status === 'ready' ? companion.version : t('aboutNoCompanion')}</dd>
        <dt>{t('aboutId')}</dt>
        <dd>
          <code>{id}</code>
          <CopyButton text={id} label={t('copy')} />
        </dd>
        <dt>{t('aboutLicence')}</dt>
        <dd>{t('aboutLicenceWords')}</dd>
      </dl>
    </section>
  )
}
