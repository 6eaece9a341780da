// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { PrefixHint, ProxyList } from '../../../src/popup/form/PrefixField.tsx'
import { FakeBackgroundClient } from '../../support/fake-background-client.ts'
import { getField, readyState, renderPopup } from '../../support/render-popup.tsx'

beforeAll(() => Promise.all([ProxyList.load(), PrefixHint.load()]))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const proxies = [
  { prefix: '', linked: true },
  { prefix: 'sales', description: 'Sales force', cookieName: 'X-Sales', linked: true },
  { prefix: 'portal', linked: false },
]
const known = { ...readyState, virtualProxies: { production: { status: 'ready' as const, proxies } } }

const openField = () => {
  const link = renderPopup(new FakeBackgroundClient(known))
  const prefix = getField('Virtual proxy prefix')
  const press = (key: string) => fireEvent.keyDown(prefix, { key })
  const type = (value: string) => fireEvent.input(prefix, { target: { value } })
  const options = () =>
    screen
      .queryAllByRole('option')
      .flatMap(({ classList, textContent }) => (classList.contains('option') ? textContent : []))
  const marked = () =>
    document.getElementById(prefix.getAttribute('aria-activedescendant') ?? '')?.textContent
  return { link, prefix, press, type, options, marked }
}
const allRows = ['none (default)', 'salesSales forceX-Sales', 'portalnot linked to a proxy']

it('asks for the virtual proxies of its site, once', () => {
  const { link } = openField()
  expect(link.subscribed).toEqual([{ intent: 'virtualProxies', site: 'production' }])
})

it('offers them all at ArrowDown, marks with the arrows, and takes at Enter', () => {
  const { prefix, press, options, marked } = openField()
  expect(options()).toEqual([])
  press('ArrowDown')
  expect(options()).toEqual(allRows)
  expect(marked()).toBe(allRows[0])
  press('ArrowDown')
  expect(marked()).toBe(allRows[1])
  press('Enter')
  expect(prefix.value).toBe('sales')
  expect(options()).toEqual([])
  expect(prefix.getAttribute('aria-expanded')).toBe('false')
})

it('goes round at both ends', () => {
  const { press, marked } = openField()
  press('ArrowUp')
  expect(marked()).toBe(allRows[2])
  press('ArrowDown')
  expect(marked()).toBe(allRows[0])
  press('ArrowUp')
  expect(marked()).toBe(allRows[2])
})

it('offers what is like the typed text, and leaves Enter to the form', () => {
  const { prefix, press, type, options, marked } = openField()
  type('sal')
  expect(options()).toEqual([allRows[1]])
  expect(marked()).toBeUndefined()
  expect(press('Enter')).toBe(true)
  expect(prefix.value).toBe('sal')
})

it('closes at Esc, and only that', () => {
  const { prefix, press, type, options } = openField()
  type('sal')
  expect(press('Escape')).toBe(false)
  expect(options()).toEqual([])
  expect(prefix.value).toBe('sal')
  expect(press('Escape')).toBe(true)
})

it('takes what is clicked, and closes when the focus goes', () => {
  const { prefix, type, options } = openField()
  type('por')
  fireEvent.click(screen.getByText('portal'))
  expect(prefix.value).toBe('portal')
  type('s')
  fireEvent.blur(prefix)
  expect(options()).toEqual([])
})

it('says below the field what a run would say later', () => {
  const { prefix, type } = openField()
  type('portal')
  const hint = document.getElementById(prefix.getAttribute('aria-describedby') ?? '')
  expect(hint?.textContent).toBe('Not linked to a proxy in the QMC, so it cannot be reached')
})

it('is a field like any other while nothing is known', () => {
  renderPopup()
  const prefix = getField('Virtual proxy prefix')
  expect(fireEvent.keyDown(prefix, { key: 'Enter' })).toBe(true)
  fireEvent.keyDown(prefix, { key: 'ArrowDown' })
  expect(screen.queryByRole('listbox')).toBeNull()
})
