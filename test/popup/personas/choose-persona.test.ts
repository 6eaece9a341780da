import { describe, expect, it } from 'vitest'
import { createPersonaFromForm } from '../../../src/popup/personas/create-persona.ts'
import { buildRequest, getSessionId } from '../../../src/popup/state/build-request.ts'
import type { PopupAction } from '../../../src/popup/state/reducer.ts'
import {
  applyActions,
  freshModel,
  readyAction,
  tabContextAction,
  twoSites,
} from '../../support/model-fixtures.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

const anna = personaFixture('Anna', { site: 'staging', prefix: 'sales', cookieName: 'X-Own' })
const choosePersonaAction = { type: 'persona', persona: anna } as const
const stateAction: Extract<PopupAction, { type: 'state' }> = {
  type: 'state',
  state: { companion: { status: 'ready', version: '1', sites: twoSites }, personas: { personas: [anna] } },
}

describe('a persona that is chosen', () => {
  it('is what the form says, and who is asked for', () => {
    const model = applyActions(freshModel(), stateAction, choosePersonaAction)
    expect(buildRequest(model, 'id')).toMatchObject({
      site: 'staging',
      prefix: 'sales',
      identity: { userDirectory: 'DOMAIN', userId: 'Anna', attributes: [{ name: 'group', value: 'HR' }] },
      cookieName: 'X-Own',
      persona: 'anna',
    })
  })
  it('keeps its site and prefix on whatever tab, and when the sites are told again', () => {
    const model = applyActions(
      freshModel(),
      stateAction,
      choosePersonaAction,
      tabContextAction('https://qlik.example.com/hr/hub/'),
      readyAction(),
    )
    expect(model.form).toMatchObject({ site: 'staging', prefix: 'sales' })
  })
  it('keeps a site that is gone: nobody is signed in elsewhere', () => {
    const model = applyActions(
      freshModel(),
      stateAction,
      choosePersonaAction,
      readyAction(twoSites.slice(0, 1)),
    )
    expect(buildRequest(model, 'id').site).toBe('staging')
  })
  it('belongs to the site of the form where it has none, also when that comes later', () => {
    const siteless = { type: 'persona', persona: { ...anna, site: '' } } as const
    const all = {
      ...stateAction,
      state: { ...stateAction.state, personas: { personas: [siteless.persona] } },
    }
    const onTab = applyActions(
      freshModel(),
      all,
      tabContextAction('https://staging.example.com/hr/hub/'),
      siteless,
    )
    expect(onTab.form).toMatchObject({ site: 'staging', prefix: 'sales' })
    const before = applyActions(
      freshModel(),
      siteless,
      all,
      tabContextAction('https://staging.example.com/hr/hub/'),
    )
    expect(before.form).toMatchObject({ site: 'staging', prefix: 'sales' })
    const elsewhere = applyActions(onTab, { type: 'site', text: 'production' })
    expect(buildRequest(elsewhere, 'id')).toMatchObject({ site: 'production', persona: 'anna' })
  })
  it('signs in under a session id of its own, whatever was typed', () => {
    const typed = applyActions(
      freshModel(),
      stateAction,
      { type: 'sessionId', text: 'typed' },
      choosePersonaAction,
    )
    expect(getSessionId(typed, () => 'made')).toBe('made')
  })
  it('is no longer meant once the form is changed, but is again when it is changed back', () => {
    const changed = applyActions(freshModel(), stateAction, choosePersonaAction, {
      type: 'name',
      field: 'userId',
      text: 'Ann',
    })
    expect(buildRequest(changed, 'id').persona).toBeUndefined()
    const back = applyActions(changed, { type: 'name', field: 'userId', text: 'Anna' })
    expect(buildRequest(back, 'id').persona).toBe('anna')
  })
})

describe('Save persona', () => {
  it('takes what the form says, under the user id', () => {
    const model = applyActions(freshModel(), readyAction(twoSites.slice(0, 1)), {
      type: 'name',
      field: 'userId',
      text: 'DOMAIN\\User1',
    })
    expect(createPersonaFromForm(model)).toMatchObject({
      label: 'User1',
      site: 'production',
      userDirectory: 'DOMAIN',
      userId: 'User1',
      attributeSets: [{ name: '', attributes: [] }],
    })
  })
  it('opens the persona that the form says already', () =>
    expect(createPersonaFromForm(applyActions(freshModel(), stateAction, choosePersonaAction))).toEqual(anna))
  it('takes a colour that no other has', () => {
    const personas = [anna, personaFixture('Ben', { colour: 'teal' })]
    const model = applyActions(freshModel(), {
      ...stateAction,
      state: { ...stateAction.state, personas: { personas } },
    })
    expect(createPersonaFromForm(model).colour).toBe('green')
  })
})
