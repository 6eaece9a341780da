import browser from 'webextension-polyfill'
import { failure } from '#protocol/errors'
import { findTabInFront } from './front-tab.ts'

/** A container of Firefox, whose tabs share a cookie store of their own. */
export interface Container {
  storeId: string
  name: string
}

/** Finds and creates containers. Other browsers have none. */
export interface Containers {
  /** Returns the container of the tab in front, if it is in one. */
  findInFront(windowId: number): Promise<Container | undefined>
  /**
   * Returns the container of that name, and creates it if it is missing. Returns undefined in
   * browsers without containers. Throws CONTAINERS_OFF if they are turned off.
   */
  open(name: string): Promise<Container | undefined>
  /** Returns whether the store is that of a container that still exists. */
  has(storeId: string): Promise<boolean>
}

/** Chromium lacks it. */
const api: typeof browser.contextualIdentities | undefined = browser.contextualIdentities

export const containers: Containers = {
  async findInFront(windowId) {
    if (api === undefined) return undefined
    const { cookieStoreId = '' } = (await findTabInFront(windowId)) ?? {}
    // Rejects for the default store and for private windows.
    return api.get(cookieStoreId).then(toContainer, () => undefined)
  },

  async open(name) {
    if (api === undefined) return undefined
    const [existing] = await api.query({ name }).catch(() => {
      throw failure('CONTAINERS_OFF', { container: name })
    })
    return toContainer(existing ?? (await api.create({ name, color: 'blue', icon: 'fingerprint' })))
  },

  has: async storeId =>
    api !== undefined &&
    (await api.get(storeId).then(
      () => true,
      () => false,
    )),
}

const toContainer = ({ cookieStoreId, name }: ContextualIdentity): Container => ({
  storeId: cookieStoreId,
  name,
})

type ContextualIdentity = Awaited<ReturnType<typeof browser.contextualIdentities.get>>
