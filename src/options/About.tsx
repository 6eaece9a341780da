import { CopyButton } from '#ui/CopyButton.tsx'
import { text } from '#ui/texts.ts'
import type { PartProps } from './App.tsx'

/** What this is, in the words that somebody who helps will ask for. */
export function About({ link, state }: PartProps) {
  const { id, version } = link.extension
  const { companion } = state
  return (
    <section aria-labelledby="about">
      <h2 id="about">{text('manageAbout')}</h2>
      <dl>
        <dt>{text('aboutExtension')}</dt>
        <dd>{version}</dd>
        <dt>{text('aboutCompanion')}</dt>
        <dd>{companion.status === 'ready' ? companion.version : text('aboutNoCompanion')}</dd>
        <dt>{text('aboutId')}</dt>
        <dd>
          <code>{id}</code>
          <CopyButton text={id} label={text('copy')} />
        </dd>
        <dt>{text('aboutLicence')}</dt>
        <dd>{text('aboutLicenceWords')}</dd>
      </dl>
    </section>
  )
}
