import {
  type Cookie,
  jsonFormat,
  type PortableSession,
  withLowerSameSite,
  withSameSite,
  withWiderDomain,
} from './format.ts'

/** The attributes that every tool spells alike. */
const pickAttributes = ({ path, secure, httpOnly }: Cookie) => ({ path, secure, httpOnly })

/**
 * Returns the `storageState` of Playwright. An array alone would set nothing, without a word. A context for
 * requests alone requires SameSite. Playwright, like Chromium, takes a missing one for Lax.
 */
export const toStorageState = (cookie: Cookie) => ({
  cookies: [
    {
      name: cookie.name,
      value: cookie.value,
      domain: cookie.domain,
      expires: cookie.expirationDate ?? -1,
      ...pickAttributes(cookie),
      sameSite: 'Lax' as const,
      ...withSameSite(cookie),
    },
  ],
  origins: [],
})

export const playwright = jsonFormat('Playwright', ({ cookie }) => toStorageState(cookie))

/** The arguments of `context.setCookie(...)`, which requires a domain. */
export const puppeteer = jsonFormat('Puppeteer', ({ cookie }) => [
  {
    name: cookie.name,
    value: cookie.value,
    domain: cookie.domain,
    ...pickAttributes(cookie),
    ...withSameSite(cookie),
  },
])

/** Returns the arguments of `cy.setCookie`, in order. */
export const toCypressCookie = (cookie: Cookie) => {
  const { name, value, domain, hostOnly, sameSite } = cookie
  return { name, value, options: { domain, hostOnly, ...pickAttributes(cookie), sameSite } }
}

export const cypress = jsonFormat('Cypress', ({ cookie }) => toCypressCookie(cookie))

/** The attributes of a cookie that is added to the page of a driver. */
const toPageCookie = ({ cookie }: PortableSession) => ({
  name: cookie.name,
  value: cookie.value,
  ...withWiderDomain(cookie),
  ...pickAttributes(cookie),
})

/** The argument of `addCookie`. A domain would make the cookie valid for subdomains too. */
export const webdriver = jsonFormat('WebDriver', session => ({
  ...toPageCookie(session),
  ...withSameSite(session.cookie),
}))

/** The argument of `setCookies`, which uses WebDriver BiDi and its spelling since version 9. */
export const wdio = jsonFormat('WebdriverIO', session => [
  { ...toPageCookie(session), ...withLowerSameSite(session.cookie) },
])

/** The parameters of `storage.setCookie`. */
export const seleniumBidi = jsonFormat('Selenium BiDi', ({ cookie }) => ({
  cookie: {
    name: cookie.name,
    value: { type: 'string', value: cookie.value },
    domain: cookie.domain,
    ...pickAttributes(cookie),
    ...withLowerSameSite(cookie),
  },
}))

const toExtensionCookie = ({ cookie }: PortableSession) => {
  const { name, value, domain, hostOnly, sameSite, expirationDate } = cookie
  return {
    name,
    value,
    domain,
    hostOnly,
    ...pickAttributes(cookie),
    sameSite,
    session: expirationDate === undefined,
    ...(expirationDate === undefined ? {} : { expirationDate }),
  }
}

/** The cookie as the API of browser extensions has it. */
export const json = jsonFormat('JSON', toExtensionCookie)

/** What EditThisCookie and Cookie-Editor import. */
export const editThisCookie = jsonFormat('EditThisCookie', session => [
  { ...toExtensionCookie(session), storeId: '0', id: 1 },
])
