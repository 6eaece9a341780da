import type { Locator, Page } from 'playwright-core'
import type { Attribute } from '#protocol/identity'
import { toOriginPattern } from '#shared/hub-location'
import { type StepName, stepNames } from '#shared/runs/run'
import { waitForSelector } from '../wait-for-selector.ts'

/** The fields to fill. Missing fields keep their value. */
export interface SignInFields {
  site?: string
  prefix?: string
  directory?: string
  userId?: string
  attributes?: readonly Attribute[]
  sessionId?: string
  cookieName?: string
}

export interface DisplayedStep {
  name: string
  state: string
  /** The displayed time, e.g. `12 ms`. Empty for a step that has not run. */
  time: string
}

export interface DisplayedFinding {
  code: string
  message: string
  remedy: string
}

export interface DisplayedCause {
  cause: string
  evidence: string
  remedy: string
  button: string | undefined
}

/** The popup in its own tab, as a tester uses it. */
export class PopupPage {
  constructor(readonly page: Page) {}

  /** Opens the popup and waits until the companion has answered or is missing. */
  static async open(page: Page, address: string): Promise<PopupPage> {
    await page.goto(address)
    await waitForSelector(page, '.companion:is([data-status=ready], [data-status=failed])')
    return new PopupPage(page)
  }

  async fill({ site, attributes, sessionId, cookieName, ...typed }: SignInFields): Promise<void> {
    if (site !== undefined) await this.field('Site').selectOption(site)
    await this.#type('Virtual proxy prefix', typed.prefix)
    await this.#type('User directory', typed.directory)
    await this.#type('User id', typed.userId)
    if (attributes !== undefined) await this.#fillAttributes(attributes)
    if (sessionId !== undefined || cookieName !== undefined) await this.openMore()
    await this.#type('Session id', sessionId)
    await this.#type('Cookie name', cookieName)
  }

  /** Starts the run and returns when it is in progress. */
  async signIn(): Promise<void> {
    await this.button('Sign in').click()
  }

  async cancel(): Promise<void> {
    await this.button('Cancel').click()
  }

  /** Shows the form if one line stands for it. */
  async unfold(): Promise<void> {
    const edit = this.button('Edit')
    if ((await edit.count()) > 0) await edit.click()
  }

  async openMore(): Promise<void> {
    await this.unfold()
    const more = this.button('More')
    if ((await more.getAttribute('aria-expanded')) !== 'true') await more.click()
  }

  /** Waits until the run has ended and returns its outcome. */
  async waitForOutcome(): Promise<string> {
    await waitForSelector(
      this.page,
      ':is([data-outcome=passed], [data-outcome=failed], [data-outcome=cancelled])',
    )
    return (await this.page.locator('[data-outcome]').getAttribute('data-outcome')) ?? ''
  }

  /** Waits until the step has ended and returns it. */
  async waitForVerdict(name: StepName): Promise<DisplayedStep> {
    await waitForSelector(
      this.page,
      `[data-step=${name}]:is([data-state=passed], [data-state=failed], [data-state=not-reached])`,
    )
    return this.step(name)
  }

  waitForStep(name: StepName, state: string): Promise<void> {
    return waitForSelector(this.page, `[data-step=${name}][data-state=${state}]`)
  }

  async step(name: StepName): Promise<DisplayedStep> {
    const item = this.page.locator(`[data-step=${name}]`)
    const state = (await item.getAttribute('data-state')) ?? ''
    return { name, state, time: (await item.locator('.time').textContent()) ?? '' }
  }

  steps(): Promise<DisplayedStep[]> {
    return Promise.all(stepNames.map(name => this.step(name)))
  }

  /** Returns the states of the six steps in order. */
  async states(): Promise<string[]> {
    return (await this.steps()).map(({ state }) => state)
  }

  /** Waits until the companion is found or missing. */
  waitForCompanion(status: 'ready' | 'failed'): Promise<void> {
    return waitForSelector(this.page, `.companion[data-status=${status}]`)
  }

  /** Returns the session id of the next run. */
  async sessionId(): Promise<string> {
    await this.openMore()
    return this.field('Session id').inputValue()
  }

  /** Returns the finding that is displayed now, or undefined if there is none. */
  async currentFinding(): Promise<DisplayedFinding | undefined> {
    return (await this.page.getByRole('alert').count()) === 0 ? undefined : this.finding()
  }

  /** Returns the displayed finding once its part of the popup has been loaded. */
  async finding(): Promise<DisplayedFinding> {
    const alert = this.page.getByRole('alert').last()
    await alert.waitFor()
    const [code, message, remedy] = await Promise.all([
      alert.getAttribute('data-code'),
      alert.locator('p').first().textContent(),
      alert.locator('.remedy').first().textContent(),
    ])
    return { code: code ?? '', message: message ?? '', remedy: remedy ?? '' }
  }

  /** Requests the permission that the harness has granted, as a first run does. */
  async requestHostPermission(hub: string): Promise<void> {
    const origins = [toOriginPattern(hub)]
    await this.page.evaluate(origins => chrome.permissions.request({ origins }), origins)
  }

  /** Returns the displayed causes. */
  async causes(): Promise<DisplayedCause[]> {
    const items = await this.page.locator('[data-cause]').all()
    return Promise.all(
      items.map(async item => ({
        cause: (await item.getAttribute('data-cause')) ?? '',
        evidence: (await item.locator('p').first().textContent()) ?? '',
        remedy: (await item.locator('.remedy').textContent()) ?? '',
        button: (await item.getByRole('button').allTextContents())[0],
      })),
    )
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true })
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  async #type(label: string, text: string | undefined): Promise<void> {
    if (text !== undefined) await this.field(label).fill(text)
  }

  async #fillAttributes(attributes: readonly Attribute[]): Promise<void> {
    const names = this.field('Attribute name')
    const wanted = Math.max(attributes.length, 1)
    await this.unfold()
    while ((await names.count()) < wanted) await this.button('Add attribute').click()
    while ((await names.count()) > wanted)
      await this.page
        .getByRole('button', { name: /^Remove attribute/ })
        .last()
        .click()
    for (const [index, { name, value }] of (attributes.length === 0
      ? [{ name: '', value: '' }]
      : attributes
    ).entries()) {
      await names.nth(index).fill(name)
      await this.field('Attribute value').nth(index).fill(value)
    }
  }
}
