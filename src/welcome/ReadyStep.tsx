import type { Site } from '#protocol/site'
import { text, textAround } from '#ui/texts.ts'
import type { StageProps } from './App.tsx'
import { shortcutsPage } from './browser-pages.ts'
import { browsers } from './machine.ts'
import { AnotherSite } from './SiteStep.tsx'

/** Step 3: all is there; how to use it. */
export function ReadyStep({ link, machine, shortcut, sites }: StageProps & { sites: Site[] }) {
  const keysPage = shortcutsPage(machine)
  return (
    <>
      <ul class="sites" aria-label={text('readySites')}>
        {sites.map(({ id, hub }) => (
          <li key={id}>
            <strong>{id}</strong> <a href={hub}>{hub}</a>
          </li>
        ))}
      </ul>
      <ol class="how">
        <li>{shortcut === '' ? text('readyOpenNoKey') : textAround('readyOpen', <kbd>{shortcut}</kbd>)}</li>
        <li>{text('readyType')}</li>
        <li>{text('readyWatch')}</li>
      </ol>
      <p>
        <strong>{text('pinTitle')}</strong> {text(browsers[machine.browser].pin)}
      </p>
      <div class="buttons">
        <button type="button" class="primary" onClick={link.openPopup}>
          {text('readyTry')}
        </button>
        {shortcut === '' && (
          <button type="button" onClick={() => link.showBrowserPage(keysPage)}>
            {text('openAddress', keysPage)}
          </button>
        )}
      </div>
      <AnotherSite machine={machine} />
    </>
  )
}
