import type { Persona } from '#shared/personas/persona'

/** Returns a complete persona. */
export const personaFixture = (label: string, change: Partial<Persona> = {}): Persona => ({
  id: label.toLowerCase(),
  label,
  colour: 'blue',
  site: 'acme',
  prefix: '',
  userDirectory: 'DOMAIN',
  userId: label,
  attributeSets: [
    { name: 'with HR', attributes: [{ name: 'group', value: 'HR' }] },
    { name: 'without HR', attributes: [] },
  ],
  setInUse: 'with HR',
  cookieName: '',
  pinned: false,
  ...change,
})
