import type { Page } from 'playwright-core'
import type { PopupPage, SignInFields } from './popup-page.ts'

/** The persona bar of the popup as a tester uses it. */
export class PersonaBar {
  readonly #popup: PopupPage

  constructor(popup: PopupPage) {
    this.#popup = popup
  }

  get #page(): Page {
    return this.#popup.page
  }

  get field() {
    return this.#page.getByRole('combobox', { name: 'Find a persona' })
  }

  get editor() {
    return this.#page.getByRole('dialog', { name: 'Persona' })
  }

  /** Rows of the open list. */
  get rows() {
    return this.#page.getByRole('listbox', { name: 'Personas' }).getByRole('option')
  }

  /** Fills the form and saves it as a persona. */
  async save(label: string, typed: SignInFields): Promise<void> {
    await this.#popup.fill({ attributes: [], prefix: '', ...typed })
    await this.#popup.unfold()
    await this.#popup.button('Save persona').click()
    await this.editor.getByLabel('Label').fill(label)
    await this.editor.getByRole('button', { name: 'Save' }).click()
    await this.avatar(label).waitFor()
  }

  /** Returns the button that signs in immediately. */
  avatar(label: string) {
    return this.#page.getByRole('button', { name: label, exact: true })
  }

  /** Returns the labels that the list shows for a search. */
  async find(query: string): Promise<string[]> {
    await this.field.fill(query)
    if (query === '') await this.field.press('ArrowDown')
    await this.rows.first().waitFor()
    return this.rows.locator('.persona-words > span').allTextContents()
  }
}
