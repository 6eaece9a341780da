import { expect, test } from 'vitest'
import { createPersonaFromForm } from '../../../src/popup/personas/create-persona.ts'
import { buildRequest, getSessionId } from '../../../src/popup/state/build-request.ts'
import { emptyDraft } from '../../../src/popup/state/draft.ts'
import type { Model } from '../../../src/popup/state/model.ts'
import type { PopupAction } from '../../../src/popup/state/reducer.ts'
import { applyActions, freshModel, production, readyAction } from '../../support/model-fixtures.ts'
import { personaFixture } from '../../support/persona-fixture.ts'

const typeUser = (user: string): PopupAction => ({ type: 'name', field: 'userId', text: user })
const typeAttribute = (model: Model, value = 'HR'): Model => {
  const row = model.form.rows.at(-1)
  if (row === undefined) throw new Error('no row')
  return applyActions(model, { type: 'row', row: { ...row, name: 'group', value } })
}
const signIn: PopupAction = { type: 'signIn', sessionId: 'x' }
const typedValues: PopupAction[] = [
  { type: 'cookieName', text: 'X-Own' },
  { type: 'sessionId', text: 'own-id' },
]
const readValues = (model: Model) => {
  const { identity, cookieName, sessionId } = buildRequest(
    model,
    getSessionId(model, () => 'generated'),
  )
  return { attributes: identity.attributes, cookieName, sessionId }
}
const noValues = { attributes: [], cookieName: '', sessionId: 'generated' }
const ownValues = {
  attributes: [{ name: 'group', value: 'HR' }],
  cookieName: 'X-Own',
  sessionId: 'own-id',
}
const withOwnValues = () =>
  applyActions(
    typeAttribute(applyActions(freshModel(), readyAction([production]), typeUser('DOMAIN\\User1'))),
    ...typedValues,
  )

test.each([
  ['before a sign-in', []],
  ['after a sign-in', [signIn]],
])('values typed for a user do not apply to the next one %s', (_, actions) => {
  const model = applyActions(withOwnValues(), ...actions)
  expect(readValues(model)).toEqual(ownValues)
  expect(readValues(applyActions(model, typeUser('User2')))).toEqual(noValues)
  expect(readValues(applyActions(model, { type: 'name', field: 'userDirectory', text: 'CORP' }))).toEqual(
    noValues,
  )
})

test('values typed before the name belong to the user that they sign in', () => {
  const typed = typeAttribute(applyActions(freshModel(), readyAction([production])))
  const named = applyActions(typed, typeUser('DOMAIN\\User1'))
  expect(readValues(named).attributes).toEqual(ownValues.attributes)
  expect(readValues(applyActions(named, signIn, typeUser('User2'))).attributes).toEqual([])
})

test('values come back when their user is typed again, letter by letter', () => {
  const names = ['User', 'Use', 'User', 'User2', 'User', 'user1']
  expect(readValues(applyActions(withOwnValues(), ...names.map(typeUser)))).toEqual(ownValues)
})

test('values typed for the next user replace those of the one before', () => {
  const next = typeAttribute(applyActions(withOwnValues(), typeUser('User2')), 'IT')
  expect(readValues(next).attributes).toEqual([{ name: 'group', value: 'IT' }])
  expect(readValues(applyActions(next, typeUser('User3')))).toEqual(noValues)
})

test('a persona of the next user is saved without values of the one before', () => {
  expect(createPersonaFromForm(applyActions(withOwnValues(), signIn, typeUser('User2')))).toMatchObject({
    userId: 'User2',
    attributeSets: [{ attributes: [] }],
    cookieName: '',
  })
})

test('values of a persona do not apply to a user typed after it', () => {
  const persona = personaFixture('anna', { cookieName: 'X-Hers' })
  const model = applyActions(freshModel(), { type: 'persona', persona }, typeUser('ben'), {
    type: 'site',
    text: 'acme',
  })
  expect(readValues(model)).toEqual({ ...noValues })
})

test('values of the last popup do not apply to the next user', () => {
  const identity = { userDirectory: 'DOMAIN', userId: 'User1', attributes: [{ name: 'group', value: 'HR' }] }
  const model = freshModel({ ...emptyDraft, identity, cookieName: 'X-Own' })
  expect(readValues(applyActions(model, typeUser('User2')))).toMatchObject({ attributes: [], cookieName: '' })
})
