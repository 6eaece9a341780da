import type { ComponentChildren } from 'preact'
import { formatUserName } from '#protocol/identity'
import { getInitials } from '#shared/personas/initials'
import type { Persona } from '#shared/personas/persona'
import { personaColors } from '#shared/personas/persona-colors'
import { formatVirtualProxy } from '#ui/format-run.ts'
import { t } from '#ui/i18n.ts'

export interface PersonaLineProps {
  persona: Persona
  /** Notes about the persona and controls for it. */
  children?: ComponentChildren
}

export function PersonaLine({ persona, children }: PersonaLineProps) {
  const { label, colour, prefix, site } = persona
  return (
    <li>
      <span class="initials" style={{ background: personaColors[colour] }} aria-hidden="true">
        {getInitials(label)}
      </span>
      <strong>
        <bdi>{label}</bdi>
      </strong>
      <span class="secondary">
        <bdi>{formatUserName(persona)}</bdi>{' '}
        {site === ''
          ? t('common.onProxy', { proxy: formatVirtualProxy(prefix) })
          : t('common.onProxyOfSite', { proxy: formatVirtualProxy(prefix), site })}
      </span>
      {children}
    </li>
  )
}
