import type { PlatformInfo } from '../../src/welcome/platform-info.ts'
import type { WelcomeClient } from '../../src/welcome/welcome-client.ts'
import { FakeBackgroundClient } from './fake-background-client.ts'

/** A client that reports a given platform. */
export class FakeWelcomeClient extends FakeBackgroundClient implements WelcomeClient {
  readonly openedPages: string[] = []
  readonly #machine: PlatformInfo
  readonly #shortcut: string

  constructor(
    machine: PlatformInfo,
    shortcut: string,
    ...rest: ConstructorParameters<typeof FakeBackgroundClient>
  ) {
    super(...rest)
    this.#machine = machine
    this.#shortcut = shortcut
  }

  getVersion = (): string => '0.1.0'
  readPlatformInfo = async (): Promise<PlatformInfo> => this.#machine
  readShortcut = async (): Promise<string> => this.#shortcut
  showBrowserPage = (address: string): void => void this.openedPages.push(address)
  openPopup = (): void => void this.openedPages.push('popup')
}
