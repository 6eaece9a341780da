// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { button, field, openPopup } from './app.tsx'

/** What the popup fetches on demand is there then, however long a machine takes to prepare it. */
beforeAll(() => import('../../src/popup/SessionFields.tsx'))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const type = (name: string, text: string) => fireEvent.input(field(name), { target: { value: text } })

/** What is folded away comes in a file of its own. */
const reveal = async () => {
  fireEvent.click(button('More'))
  await screen.findByRole('textbox', { name: 'Session id' })
}

describe('attributes', () => {
  const names = () => screen.getAllByRole('textbox', { name: 'Attribute name' })

  it('have a row from the start, without a button to remove it', () => {
    openPopup()
    expect(names()).toHaveLength(1)
    expect(screen.queryByRole('button', { name: /^Remove/ })).toBeNull()
  })

  it('get rows and lose them, and the focus follows', () => {
    openPopup()
    type('Attribute name', 'group')
    fireEvent.click(button('Add attribute'))
    expect(names()).toHaveLength(2)
    expect(document.activeElement).toBe(names()[1])
    fireEvent.click(button('Remove attribute group'))
    expect(names()).toHaveLength(1)
    expect(document.activeElement).toBe(names()[0])
    expect(field('Attribute name').value).toBe('')
  })
})

describe('More', () => {
  it('holds session id and cookie name until asked for', async () => {
    openPopup()
    expect(screen.queryByRole('textbox', { name: 'Session id' })).toBeNull()
    expect(button('More').getAttribute('aria-expanded')).toBe('false')
    await reveal()
    expect(button('More').getAttribute('aria-expanded')).toBe('true')
    expect(field('Session id').value).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('masks the session id until asked for', async () => {
    openPopup()
    await reveal()
    expect(field('Session id').classList.contains('masked')).toBe(true)
    fireEvent.click(button('Show session id'))
    expect(field('Session id').classList.contains('masked')).toBe(false)
    fireEvent.click(button('Hide session id'))
    expect(field('Session id').classList.contains('masked')).toBe(true)
  })

  it('makes a new session id', async () => {
    openPopup()
    await reveal()
    const { value } = field('Session id')
    fireEvent.click(button('New session id'))
    expect(field('Session id').value).toMatch(/^[0-9a-f-]{36}$/)
    expect(field('Session id').value).not.toBe(value)
  })

  it('shows the default cookie name of the prefix', async () => {
    openPopup()
    await reveal()
    expect(field('Cookie name').placeholder).toBe('X-Qlik-Session')
    type('Virtual proxy prefix', 'sales')
    expect(field('Cookie name').placeholder).toBe('X-Qlik-Session-sales')
  })
})

describe('what was typed', () => {
  it('comes back next time, but for the session id', async () => {
    openPopup()
    await reveal()
    for (const name of [
      'Virtual proxy prefix',
      'User directory',
      'User id',
      'Attribute value',
      'Cookie name',
    ])
      type(name, `my ${name}`)
    type('Session id', 'my-very-own-session-id')
    cleanup()
    openPopup()
    await reveal()
    for (const name of [
      'Virtual proxy prefix',
      'User directory',
      'User id',
      'Attribute value',
      'Cookie name',
    ])
      expect(field(name).value).toBe(`my ${name}`)
    expect(field('Session id').value).not.toBe('my-very-own-session-id')
    expect(JSON.stringify(Object.values(localStorage))).not.toContain('my-very-own-session-id')
  })
})
