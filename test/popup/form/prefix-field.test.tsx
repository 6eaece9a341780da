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

it('the popup requests the virtual proxies of the site once', () => {
  const { link } = openField()
  expect(link.subscribed).toEqual([{ intent: 'virtualProxies', site: 'production' }])
})

it('PrefixField lists all proxies on ArrowDown, moves with the arrows and selects on Enter', () => {
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

it('PrefixField wraps around at both ends of the list', () => {
  const { press, marked } = openField()
  press('ArrowUp')
  expect(marked()).toBe(allRows[2])
  press('ArrowDown')
  expect(marked()).toBe(allRows[0])
  press('ArrowUp')
  expect(marked()).toBe(allRows[2])
})

it('PrefixField lists matches of the typed text and leaves Enter to the form', () => {
  const { prefix, press, type, options, marked } = openField()
  type('sal')
  expect(options()).toEqual([allRows[1]])
  expect(marked()).toBeUndefined()
  expect(press('Enter')).toBe(true)
  expect(prefix.value).toBe('sal')
})

it('Escape closes only the list of prefixes', () => {
  const { prefix, press, type, options } = openField()
  type('sal')
  expect(press('Escape')).toBe(false)
  expect(options()).toEqual([])
  expect(prefix.value).toBe('sal')
  expect(press('Escape')).toBe(true)
})

it('PrefixField selects a clicked option and closes when it loses the focus', () => {
  const { prefix, type, options } = openField()
  type('por')
  fireEvent.click(screen.getByText('portal'))
  expect(prefix.value).toBe('portal')
  type('s')
  fireEvent.blur(prefix)
  expect(options()).toEqual([])
})

it('PrefixField warns below the field about what a run would report', () => {
  const { prefix, type } = openField()
  type('portal')
  const hint = document.getElementById(prefix.getAttribute('aria-describedby') ?? '')
  expect(hint?.textContent).toBe('Not linked to a proxy in the QMC, so it cannot be reached')
})

it('PrefixField is a plain field while the proxies are unknown', () => {
  renderPopup()
  const prefix = getField('Virtual proxy prefix')
  expect(fireEvent.keyDown(prefix, { key: 'Enter' })).toBe(true)
  fireEvent.keyDown(prefix, { key: 'ArrowDown' })
  expect(screen.queryByRole('listbox')).toBeNull()
})
