import type { Settings } from '#shared/settings'

/**
 * Keeps theme and language where every page finds them before its first paint, and applies them to
 * this page. `theme.js` applies the theme to other open pages.
 */
export function applySettings({ theme, language }: Settings, reload: () => void): void {
  keep('theme', theme)
  document.documentElement.dataset.theme = theme
  if (keep('language', language)) reload()
}

/** Keeps a choice; `system` needs none. Returns whether this changed what was kept. */
function keep(key: string, choice: string): boolean {
  const wanted = choice === 'system' ? null : choice
  if (localStorage.getItem(key) === wanted) return false
  try {
    if (wanted === null) localStorage.removeItem(key)
    else localStorage.setItem(key, wanted)
    return true
  } catch {
    return false
  }
}
