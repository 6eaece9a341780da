import { formatUserName } from '#protocol/identity'
import { activeAttributeSet, type Persona } from '#shared/personas/persona'
import { PersonaAvatar } from '#ui/components/PersonaAvatar.tsx'
import { t } from '#ui/i18n.ts'
import { PinIcon } from './icons.tsx'

export interface PersonaLabelProps {
  persona: Persona
  site: { isGone: boolean; label: string }
}

/** Shows a persona of the list in two lines. */
export function PersonaLabel({ persona, site }: PersonaLabelProps) {
  const set = persona.attributeSets.length > 1 ? activeAttributeSet(persona)?.name : undefined
  const attributes = activeAttributeSet(persona)?.attributes ?? []
  const details = [
    // Why it cannot be used comes first, where no narrow row cuts it off.
    site.isGone && site.label,
    formatUserName(persona),
    persona.prefix,
    !site.isGone && site.label,
    attributes.map(({ name, value }) => `${name}=${value}`).join(', '),
    set,
    persona.isManaged && t('common.personaManaged'),
  ].filter(Boolean)
  return (
    <>
      <PersonaAvatar persona={persona} />
      <span class="persona-words">
        <span data-several={persona.attributeSets.length > 1}>
          <bdi>{persona.label}</bdi>
          {persona.pinned && <PinIcon />}
        </span>
        <small class={site.isGone ? 'gone' : ''} title={details.join(' · ')}>
          {details.map((detail, index) => (
            <>
              {index > 0 && ' · '}
              <bdi key={detail}>{detail}</bdi>
            </>
          ))}
        </small>
      </span>
    </>
  )
}
