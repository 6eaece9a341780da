import { useState } from 'preact/hooks'
import type { CookieFormat } from '#protocol/cookie-formats/format'
import {
  type CookieFormatName,
  cookieFormats,
  isCookieFormatName,
  toLoginCommand,
} from '#protocol/cookie-formats/index'
import type { ShownCookie } from '#shared/sessions/session-cookie'
import { formatStart, rewriteCommand } from '#ui/command-start.ts'
import { CopyButton } from '#ui/components/CopyButton.tsx'
import { t } from '#ui/i18n.ts'

/** Copies the command that creates such a session for another tool, or this session with its secret. */
export function CookieExport({ cookie, owner }: Pick<ShownCookie, 'cookie' | 'owner'>) {
  const [name, setName] = useState<CookieFormatName>('header')
  const format: CookieFormat = cookieFormats[name]
  const session = { cookie, ...owner }
  const obstacle = format.findObstacle?.(session)
  return (
    <>
      <select
        aria-label={t('xray.format')}
        value={name}
        onChange={({ currentTarget: { value } }) => {
          if (isCookieFormatName(value)) setName(value)
        }}
      >
        {Object.entries(cookieFormats).map(([each, { label }]) => (
          <option key={each} value={each}>
            {label}
          </option>
        ))}
      </select>
      <CopyButton
        key={`${name} command`}
        text={rewriteCommand(formatStart(toLoginCommand(owner, name)))}
        class="small"
      />
      {obstacle === undefined && (
        <CopyButton
          key={name}
          text={format.write(session)}
          label={t('popup.cookieCopy', { format: format.label })}
          class="small"
        />
      )}
    </>
  )
}
