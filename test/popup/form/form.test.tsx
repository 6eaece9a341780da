// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { getButton, getField, renderPopup } from '../../support/render-popup.tsx'

/** What the popup fetches on demand is there then, however long a machine takes to prepare it. */
beforeAll(() => import('../../../src/popup/form/SessionFields.tsx'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const typeInto = (name: string, text: string) => fireEvent.input(getField(name), { target: { value: text } })

/** What is folded away comes in a file of its own. */
const revealMore = async () => {
  fireEvent.click(getButton('More'))
  await screen.findByRole('textbox', { name: 'Session id' })
}

describe('attributes', () => {
  const names = () => screen.getAllByRole('textbox', { name: 'Attribute name' })

  it('have a row from the start, without a button to remove it', () => {
    renderPopup()
    expect(names()).toHaveLength(1)
    expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull()
  })

  it('get rows and lose them, and the focus follows', () => {
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
  it('holds session id and cookie name until asked for', async () => {
    renderPopup()
    expect(screen.queryByRole('textbox', { name: 'Session id' })).toBeNull()
    expect(getButton('More').getAttribute('aria-expanded')).toBe('false')
    await revealMore()
    expect(getButton('More').getAttribute('aria-expanded')).toBe('true')
    expect(getField('Session id').value).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('masks the session id until asked for', async () => {
    renderPopup()
    await revealMore()
    expect(getField('Session id').classList.contains('masked')).toBe(true)
    fireEvent.click(getButton('Show session id'))
    expect(getField('Session id').classList.contains('masked')).toBe(false)
    fireEvent.click(getButton('Hide session id'))
    expect(getField('Session id').classList.contains('masked')).toBe(true)
  })

  it('makes a new session id', async () => {
    renderPopup()
    await revealMore()
    const { value } = getField('Session id')
    fireEvent.click(getButton('Generate a new session id'))
    expect(getField('Session id').value).toMatch(/^[0-9a-f-]{36}$/)
    expect(getField('Session id').value).not.toBe(value)
  })

  it('shows the default cookie name of the prefix', async () => {
    renderPopup()
    await revealMore()
    expect(getField('Cookie name').placeholder).toBe('X-Qlik-Session')
    typeInto('Virtual proxy prefix', 'sales')
    expect(getField('Cookie name').placeholder).toBe('X-Qlik-Session-sales')
  })
})

describe('what was typed', () => {
  it('comes back next time, but for the session id', async () => {
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
