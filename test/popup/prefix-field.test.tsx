// @vitest-environment happy-dom
import { cleanup, fireEvent, screen } from '@testing-library/preact'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { PrefixHint, ProxyList } from '../../src/popup/PrefixField.tsx'
import { field, openPopup, readyState } from './app.tsx'
import { FakeLink } from './gallery/fake-link.ts'

beforeAll(() => Promise.all([ProxyList.fetch(), PrefixHint.fetch()]))
beforeEach(() => localStorage.clear())
afterEach(cleanup)

const proxies = [
  { prefix: '', linked: true },
  { prefix: 'sales', description: 'Sales force', cookieName: 'X-Sales', linked: true },
  { prefix: 'portal', linked: false },
]
const known = { ...readyState, virtualProxies: { production: { status: 'ready' as const, proxies } } }

const open = () => {
  const link = openPopup(new FakeLink(known))
  const prefix = field('Virtual proxy prefix')
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
const all = ['none (default)', 'salesSales forceX-Sales', 'portallinked to no proxy']

it('asks for the virtual proxies of its site, once', () => {
  const { link } = open()
  expect(link.keptAsking).toEqual([{ intent: 'virtualProxies', site: 'production' }])
})

it('offers them all at ArrowDown, marks with the arrows, and takes at Enter', () => {
  const { prefix, press, options, marked } = open()
  expect(options()).toEqual([])
  press('ArrowDown')
  expect(options()).toEqual(all)
  expect(marked()).toBe(all[0])
  press('ArrowDown')
  expect(marked()).toBe(all[1])
  press('Enter')
  expect(prefix.value).toBe('sales')
  expect(options()).toEqual([])
  expect(prefix.getAttribute('aria-expanded')).toBe('false')
})

it('goes round at both ends', () => {
  const { press, marked } = open()
  press('ArrowUp')
  expect(marked()).toBe(all[2])
  press('ArrowDown')
  expect(marked()).toBe(all[0])
  press('ArrowUp')
  expect(marked()).toBe(all[2])
})

it('offers what is like the typed text, and leaves Enter to the form', () => {
  const { prefix, press, type, options, marked } = open()
  type('sal')
  expect(options()).toEqual([all[1]])
  expect(marked()).toBeUndefined()
  expect(press('Enter')).toBe(true)
  expect(prefix.value).toBe('sal')
})

it('closes at Esc, and only that', () => {
  const { prefix, press, type, options } = open()
  type('sal')
  expect(press('Escape')).toBe(false)
  expect(options()).toEqual([])
  expect(prefix.value).toBe('sal')
  expect(press('Escape')).toBe(true)
})

it('takes what is clicked, and closes when the focus goes', () => {
  const { prefix, type, options } = open()
  type('por')
  fireEvent.click(screen.getByText('portal'))
  expect(prefix.value).toBe('portal')
  type('s')
  fireEvent.blur(prefix)
  expect(options()).toEqual([])
})

it('says below the field what a run would say later', () => {
  const { prefix, type } = open()
  type('portal')
  const hint = document.getElementById(prefix.getAttribute('aria-describedby') ?? '')
  expect(hint?.textContent).toBe('Linked to no proxy in the QMC: it cannot be reached')
})

it('is a field like any other while nothing is known', () => {
  openPopup()
  const prefix = field('Virtual proxy prefix')
  expect(fireEvent.keyDown(prefix, { key: 'Enter' })).toBe(true)
  fireEvent.keyDown(prefix, { key: 'ArrowDown' })
  expect(screen.queryByRole('listbox')).toBeNull()
})
