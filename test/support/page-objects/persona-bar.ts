import type { Page } from 'playwright-core'
import type { PopupPage, SignInFields } from './popup-page.ts'

/** The popup's personas as a tester uses them. */
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

  /** The rows of the open list. */
  get rows() {
    return this.#page.getByRole('listbox', { name: 'Personas' }).getByRole('option')
  }

  /** Fills the form and saves what it says under a label. */
  async save(label: string, typed: SignInFields): Promise<void> {
    await this.#popup.fill({ attributes: [], prefix: '', ...typed })
    await this.#popup.button('Save persona').click()
    await this.editor.getByLabel('Label').fill(label)
    await this.editor.getByRole('button', { name: 'Save' }).click()
    await this.avatar(label).waitFor()
  }

  /** The button that signs in at once. */
  avatar(label: string) {
    return this.#page.getByRole('button', { name: label, exact: true })
  }

  /** The labels that the list shows for a search. */
  async find(query: string): Promise<string[]> {
    await this.field.fill(query)
    if (query === '') await this.field.press('ArrowDown')
    await this.rows.first().waitFor()
    return this.rows.locator('.persona-words > span').allTextContents()
  }
}
