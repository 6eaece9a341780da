import { describe, expect, it } from 'vitest'
import { personaToSave } from '../../../src/popup/personas/to-save.ts'
import type { Happening } from '../../../src/popup/reduce.ts'
import { requestOf, sessionIdFor } from '../../../src/popup/request.ts'
import { personaOf } from '../../doubles/persona.ts'
import { both, fresh, having, here, ready } from '../having.ts'

const anna = personaOf('Anna', { site: 'staging', prefix: 'sales', cookieName: 'X-Own' })
const chosen = { type: 'persona', persona: anna } as const
const told: Extract<Happening, { type: 'state' }> = {
  type: 'state',
  state: { companion: { status: 'ready', version: '1', sites: both }, personas: { personas: [anna] } },
}

describe('a persona that is chosen', () => {
  it('is what the form says, and who is asked for', () => {
    const model = having(fresh(), told, chosen)
    expect(requestOf(model, 'id')).toMatchObject({
      site: 'staging',
      prefix: 'sales',
      identity: { userDirectory: 'DOMAIN', userId: 'Anna', attributes: [{ name: 'group', value: 'HR' }] },
      cookieName: 'X-Own',
      persona: 'anna',
    })
  })
  it('keeps its site and prefix on whatever tab, and when the sites are told again', () => {
    const model = having(fresh(), told, chosen, here('https://qlik.example.com/hr/hub/'), ready())
    expect(model.form).toMatchObject({ site: 'staging', prefix: 'sales' })
  })
  it('keeps a site that is gone: nobody is signed in elsewhere', () => {
    const model = having(fresh(), told, chosen, ready(both.slice(0, 1)))
    expect(requestOf(model, 'id').site).toBe('staging')
  })
  it('belongs to the site of the form where it has none, also when that comes later', () => {
    const siteless = { type: 'persona', persona: { ...anna, site: '' } } as const
    const all = { ...told, state: { ...told.state, personas: { personas: [siteless.persona] } } }
    const onTab = having(fresh(), all, here('https://staging.example.com/hr/hub/'), siteless)
    expect(onTab.form).toMatchObject({ site: 'staging', prefix: 'sales' })
    const before = having(fresh(), siteless, all, here('https://staging.example.com/hr/hub/'))
    expect(before.form).toMatchObject({ site: 'staging', prefix: 'sales' })
    const elsewhere = having(onTab, { type: 'site', text: 'production' })
    expect(requestOf(elsewhere, 'id')).toMatchObject({ site: 'production', persona: 'anna' })
  })
  it('signs in under a session id of its own, whatever was typed', () => {
    const typed = having(fresh(), told, { type: 'sessionId', text: 'typed' }, chosen)
    expect(sessionIdFor(typed, () => 'made')).toBe('made')
  })
  it('is no longer meant once the form is changed, but is again when it is changed back', () => {
    const changed = having(fresh(), told, chosen, { type: 'name', field: 'userId', text: 'Ann' })
    expect(requestOf(changed, 'id').persona).toBeUndefined()
    const back = having(changed, { type: 'name', field: 'userId', text: 'Anna' })
    expect(requestOf(back, 'id').persona).toBe('anna')
  })
})

describe('Save persona', () => {
  it('takes what the form says, under the user id', () => {
    const model = having(fresh(), ready(both.slice(0, 1)), {
      type: 'name',
      field: 'userId',
      text: 'DOMAIN\\User1',
    })
    expect(personaToSave(model)).toMatchObject({
      label: 'User1',
      site: 'production',
      userDirectory: 'DOMAIN',
      userId: 'User1',
      attributeSets: [{ name: '', attributes: [] }],
    })
  })
  it('opens the persona that the form says already', () =>
    expect(personaToSave(having(fresh(), told, chosen))).toEqual(anna))
  it('takes a colour that no other has', () => {
    const personas = [anna, personaOf('Ben', { colour: 'teal' })]
    const model = having(fresh(), { ...told, state: { ...told.state, personas: { personas } } })
    expect(personaToSave(model).colour).toBe('green')
  })
})
