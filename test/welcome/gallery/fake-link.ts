import type { WelcomeLink } from '../../../src/welcome/link.ts'
import type { Machine } from '../../../src/welcome/machine.ts'
import { FakeLink } from '../../popup/gallery/fake-link.ts'

/** A browser on a machine of one's choice. */
export class FakeWelcomeLink extends FakeLink implements WelcomeLink {
  readonly shown: string[] = []
  readonly #machine: Machine
  readonly #shortcut: string

  constructor(machine: Machine, shortcut: string, ...rest: ConstructorParameters<typeof FakeLink>) {
    super(...rest)
    this.#machine = machine
    this.#shortcut = shortcut
  }

  version = (): string => '0.1.0'
  machine = async (): Promise<Machine> => this.#machine
  shortcut = async (): Promise<string> => this.#shortcut
  showBrowserPage = (address: string): void => void this.shown.push(address)
  openPopup = (): void => void this.shown.push('popup')
}
