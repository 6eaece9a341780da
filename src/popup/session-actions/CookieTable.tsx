import type { ShownCookie } from '#shared/sessions/session-cookie'
import { formatDateTime } from '#ui/dates.ts'
import { t } from '#ui/i18n.ts'

export interface CookieTableProps extends Pick<ShownCookie, 'cookie' | 'qmc'> {
  isRevealed: boolean
}

/** Compares the cookie in the browser with the settings of the virtual proxy. Names are not translated. */
export function CookieTable({ cookie, qmc, isRevealed }: CookieTableProps) {
  const rows = [
    ['Name', cookie.name, qmc?.name],
    ['Value', isRevealed ? cookie.value : '••••••••', undefined],
    ['Domain', cookie.domain, qmc?.domain],
    ['Path', cookie.path, undefined],
    ['Secure', formatFlag(cookie.secure), qmc?.secure === undefined ? undefined : formatFlag(qmc.secure)],
    ['HttpOnly', formatFlag(cookie.httpOnly), undefined],
    ['SameSite', sameSites[cookie.sameSite], qmc?.sameSite && sameSites[qmc.sameSite]],
    ['Expires', formatEnd(cookie.expirationDate), undefined],
  ] as const
  return (
    <table class="cookie">
      <thead>
        <tr>
          <td />
          <th scope="col">{t('popup.cookieHere')}</th>
          <th scope="col">QMC</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, here, inQmc]) => (
          <tr key={name} data-differs={inQmc !== undefined && inQmc !== here}>
            <th scope="row">{name}</th>
            <td>{here}</td>
            <td>{inQmc ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const formatFlag = (isSet: boolean): string => t(isSet ? 'popup.cookieYes' : 'popup.cookieNo')

const formatEnd = (seconds: number | undefined): string =>
  seconds === undefined ? t('popup.cookieSession') : formatDateTime(seconds * 1000)

const sameSites: Record<ShownCookie['cookie']['sameSite'], string> = {
  no_restriction: 'None',
  lax: 'Lax',
  strict: 'Strict',
  unspecified: '–',
}
