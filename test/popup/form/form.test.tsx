// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { setLanguage } from '../../stories/locales.ts'
import { getButton, getField, renderPopup } from '../../support/render-popup.tsx'

/** Loads the lazy part first, however slow the machine is. */
beforeAll(() => import('../../../src/popup/form/SessionFields.tsx'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const typeInto = (name: string, text: string) => fireEvent.input(getField(name), { target: { value: text } })

/** What is folded away comes in a file of its own. */
const revealMore = async () => {
  fireEvent.click(getButton('More'))
  await screen.findByRole('textbox', { name: 'Session id' })
}

describe('field names', () => {
  afterEach(() => setLanguage('en'))

  const english = {
    site: 'Site',
    prefix: 'Virtual proxy prefix',
    'user-directory': 'User directory',
    'user-id': 'User id',
    'attribute-name': 'Attribute name',
    'attribute-value': 'Attribute value',
    'session-id': 'Session id',
    'cookie-name': 'Cookie name',
  }

  /** Returns the accessible names of all fields by their `data-field`. */
  async function readFieldNames() {
    renderPopup()
    fireEvent.click(document.querySelector('.more') ?? document.body)
    await waitFor(() => expect(document.querySelector('[data-field=cookie-name]')).not.toBeNull())
    const fields = document.querySelectorAll<HTMLInputElement>('[data-field]')
    return Object.fromEntries(
      [...fields].map(field => [
        field.dataset.field,
        field.getAttribute('aria-label') ?? field.labels?.[0]?.textContent,
      ]),
    )
  }

  it('are stable in English, each with its data-field', async () => {
    expect(await readFieldNames()).toEqual(english)
  })

  it('are translated in German, with the same data-field', async () => {
    setLanguage('de')
    const german = await readFieldNames()
    expect(Object.keys(german)).toEqual(Object.keys(english))
    expect(german['user-id']).toBe('Benutzer-ID')
  })
})

describe('attributes', () => {
  const names = () => screen.getAllByRole('textbox', { name: 'Attribute name' })

  it('start with one row that cannot be removed', () => {
    renderPopup()
    expect(names()).toHaveLength(1)
    expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull()
  })

  it('move the focus when a row is added or removed', () => {
    renderPopup()
    typeInto('Attribute name', 'group')
    fireEvent.click(getButton('Add attribute'))
    expect(names()).toHaveLength(2)
    expect(document.activeElement).toBe(names()[1])
    fireEvent.click(getButton('Remove attribute group'))
    expect(names()).toHaveLength(1)
    expect(document.activeElement).toBe(names()[0])
    expect(getField('Attribute name').value).toBe('')
  })
})

describe('More', () => {
  it('More shows session id and cookie name only once opened', async () => {
    renderPopup()
    expect(screen.queryByRole('textbox', { name: 'Session id' })).toBeNull()
    expect(getButton('More').getAttribute('aria-expanded')).toBe('false')
    await revealMore()
    expect(getButton('More').getAttribute('aria-expanded')).toBe('true')
    expect(getField('Session id').value).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('the session id is masked until the tester shows it', async () => {
    renderPopup()
    await revealMore()
    expect(getField('Session id').classList.contains('masked')).toBe(true)
    fireEvent.click(getButton('Show session id'))
    expect(getField('Session id').classList.contains('masked')).toBe(false)
    fireEvent.click(getButton('Hide session id'))
    expect(getField('Session id').classList.contains('masked')).toBe(true)
  })

  it('New generates a new session id', async () => {
    renderPopup()
    await revealMore()
    const { value } = getField('Session id')
    fireEvent.click(getButton('Generate a new session id'))
    expect(getField('Session id').value).toMatch(/^[0-9a-f-]{36}$/)
    expect(getField('Session id').value).not.toBe(value)
  })

  it('the cookie name field shows the default name of the prefix', async () => {
    renderPopup()
    await revealMore()
    expect(getField('Cookie name').placeholder).toBe('X-Qlik-Session')
    typeInto('Virtual proxy prefix', 'sales')
    expect(getField('Cookie name').placeholder).toBe('X-Qlik-Session-sales')
  })
})

describe('the draft', () => {
  it('restores everything except the session id', async () => {
    renderPopup()
    await revealMore()
    for (const name of [
      'Virtual proxy prefix',
      'User directory',
      'User id',
      'Attribute value',
      'Cookie name',
    ])
      typeInto(name, `my ${name}`)
    typeInto('Session id', 'my-very-own-session-id')
    cleanup()
    renderPopup()
    await revealMore()
    for (const name of [
      'Virtual proxy prefix',
      'User directory',
      'User id',
      'Attribute value',
      'Cookie name',
    ])
      expect(getField(name).value).toBe(`my ${name}`)
    expect(getField('Session id').value).not.toBe('my-very-own-session-id')
    expect(JSON.stringify(Object.values(localStorage))).not.toContain('my-very-own-session-id')
  })
})
