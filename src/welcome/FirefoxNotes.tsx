import { t, tRich } from '#ui/i18n.ts'
import type { PlatformInfo } from './platform-info.ts'

/** Explains what only Firefox does with an add-on. Links cannot open its pages. */
export const FirefoxNotes = ({ platform: { isTemporary, isPrivateAllowed } }: { platform: PlatformInfo }) => (
  <section class="note" aria-label="Firefox">
    {isTemporary === true && (
      <p>{tRich('welcome.firefoxTemporary', { page: <code>about:debugging#/runtime/this-firefox</code> })}</p>
    )}
    {isPrivateAllowed !== true && (
      <p>{tRich('welcome.firefoxPrivate', { page: <code>about:addons</code> })}</p>
    )}
    <p>{t('welcome.firefoxContainers')}</p>
  </section>
)
