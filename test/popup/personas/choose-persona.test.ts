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

describe('a chosen persona', () => {
  it('fills in the form and is sent with the request', () => {
    const model = applyActions(freshModel(), stateAction, choosePersonaAction)
    expect(buildRequest(model, 'id')).toMatchObject({
      site: 'staging',
      prefix: 'sales',
      identity: { userDirectory: 'DOMAIN', userId: 'Anna', attributes: [{ name: 'group', value: 'HR' }] },
      cookieName: 'X-Own',
      persona: 'anna',
    })
  })
  it('keeps its site and prefix on any tab and when the sites arrive again', () => {
    const model = applyActions(
      freshModel(),
      stateAction,
      choosePersonaAction,
      tabContextAction('https://qlik.example.com/hr/hub/'),
      readyAction(),
    )
    expect(model.form).toMatchObject({ site: 'staging', prefix: 'sales' })
  })
  it('keeps a missing site, so that nobody is signed in elsewhere', () => {
    const model = applyActions(
      freshModel(),
      stateAction,
      choosePersonaAction,
      readyAction(twoSites.slice(0, 1)),
    )
    expect(buildRequest(model, 'id').site).toBe('staging')
  })
  it('without a site uses the site of the form, even if that arrives later', () => {
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
  it('signs in with a new session id whatever was typed', () => {
    const typed = applyActions(
      freshModel(),
      stateAction,
      { type: 'sessionId', text: 'typed' },
      choosePersonaAction,
    )
    expect(getSessionId(typed, () => 'made')).toBe('made')
  })
  it('is dropped when the form changes and sent again when it is changed back', () => {
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
  it('Save persona saves the form under the user id', () => {
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
  it('Save persona opens the persona that the form already matches', () =>
    expect(createPersonaFromForm(applyActions(freshModel(), stateAction, choosePersonaAction))).toEqual(anna))
  it('Save persona chooses an unused color', () => {
    const personas = [anna, personaFixture('Ben', { colour: 'teal' })]
    const model = applyActions(freshModel(), {
      ...stateAction,
      state: { ...stateAction.state, personas: { personas } },
    })
    expect(createPersonaFromForm(model).colour).toBe('green')
  })
})
