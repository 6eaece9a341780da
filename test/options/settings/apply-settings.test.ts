// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest'
import type { Settings } from '#shared/settings'
import { applySettings } from '../../../src/options/settings/apply-settings.ts'

const settings: Settings = {
  theme: 'system',
  language: 'system',
  defaultSite: '',
  runsKept: 50,
  confirmEnds: true,
}

beforeEach(() => localStorage.clear())

test('a chosen theme applies to this page and is kept for the first paint of others', () => {
  applySettings({ ...settings, theme: 'dark' }, () => {})
  expect(document.documentElement.dataset.theme).toBe('dark')
  expect(localStorage.getItem('theme')).toBe('dark')
  applySettings(settings, () => {})
  expect(localStorage.getItem('theme')).toBeNull()
})

test('a chosen language reloads the page once', () => {
  const reload = vi.fn()
  applySettings({ ...settings, language: 'ja' }, reload)
  applySettings({ ...settings, language: 'ja' }, reload)
  expect(reload).toHaveBeenCalledOnce()
  expect(localStorage.getItem('language')).toBe('ja')
})

test('a storage that is full does not reload the page forever', () => {
  const reload = vi.fn()
  const full = vi.spyOn(localStorage, 'setItem').mockImplementation(() => {
    throw new Error('full')
  })
  applySettings({ ...settings, language: 'ja' }, reload)
  full.mockRestore()
  expect(reload).not.toHaveBeenCalled()
})
