import type { Persona } from '#shared/personas/persona'

const base: Persona = {
  id: 'anna',
  label: 'Anna',
  colour: 'blue',
  site: 'production',
  prefix: 'sales',
  userDirectory: 'DOMAIN',
  userId: 'anna.huber',
  attributeSets: [
    { name: 'with HR', attributes: [{ name: 'group', value: 'HR' }] },
    { name: 'without HR', attributes: [] },
  ],
  setInUse: 'with HR',
  cookieName: '',
  pinned: true,
}

/** Personas in several scripts and directions: long and short labels, pinned, used and new. */
export const personas: [Persona, ...Persona[]] = [
  base,
  ...[
    'Finance, read only',
    'Élodie Müller-Łukasz',
    'مديرة المبيعات',
    '山田 太郎',
    'Root',
    'Ωmega',
    'Test 8',
  ].map(
    (label, index): Persona => ({
      ...base,
      id: `persona-${index}`,
      label,
      colour: (['teal', 'violet', 'orange', 'red', 'olive', 'green', 'pink'] as const)[index] ?? 'blue',
      prefix: index % 2 === 0 ? '' : 'sales',
      userId: `user${index}`,
      isManaged: label === 'Root',
      attributeSets: [],
      pinned: false,
      lastUsedAt: 100 - index,
    }),
  ),
]
