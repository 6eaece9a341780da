import type { Persona } from '../../src/shared/persona.ts'

/** A persona of a test, complete. */
export const personaOf = (label: string, change: Partial<Persona> = {}): Persona => ({
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
