import { describe, expect, it } from 'vitest'
import { commands } from '#protocol/commands'
import { findingGroups } from '#protocol/findings/index'
import { handlers } from '../companion/commands/index.ts'
import { browserLocations } from '../companion/install/browsers/index.ts'
import { type Browser, manifestFor } from '../manifest.config.ts'
import packageFile from '../package.json' with { type: 'json' }
import { readRepositoryFile } from './support/repository.ts'

/** Codes, once released, stay. New ones come at the end of their group. */
const publishedCodes = {
  setup:
    'COMPANION_NOT_INSTALLED COMPANION_FORBIDDEN COMPANION_EXITED COMPANION_GARBLED COMPANION_TIMEOUT VERSION_MISMATCH',
  request: 'BAD_REQUEST MESSAGE_TOO_LARGE SITE_UNKNOWN CONFIG_INVALID USER_NOT_ALLOWED',
  credential:
    'CREDENTIAL_FILE_MISSING CREDENTIAL_FILE_UNREADABLE CREDENTIAL_NOT_PEM CERTIFICATE_EXPIRED CERTIFICATE_NOT_YET_VALID KEY_MISSING KEY_MISMATCH KEY_ENCRYPTED PASSPHRASE_WRONG PFX_UNREADABLE CERTIFICATE_NOT_FROM_SITE CERTIFICATE_AMBIGUOUS',
  network:
    'HOST_NOT_FOUND CONNECTION_REFUSED CONNECTION_CLOSED TIMEOUT NOT_TLS TLS_UNTRUSTED_ROOT TLS_NAME_MISMATCH TLS_SERVER_CERTIFICATE_EXPIRED TLS_WRONG_PURPOSE TLS_CLIENT_CERTIFICATE_REJECTED TLS_VERSION',
  qlik: 'XSRF_REJECTED QPS_FORBIDDEN VIRTUAL_PROXY_UNKNOWN IDENTITY_INVALID ATTRIBUTES_TOO_LARGE SESSION_UNKNOWN UNEXPECTED_RESPONSE',
  browser:
    'PERMISSION_DENIED COOKIE_REJECTED COOKIE_SHADOWED NOT_SIGNED_IN WRONG_IDENTITY HUB_UNREACHABLE HUB_ERROR_PAGE TAB_CLOSED CANCELLED',
  bug: 'INTERNAL',
} satisfies Record<keyof typeof findingGroups, string>

const codes = Object.values(findingGroups).flatMap(group => Object.keys(group))
const readProtocol = () => readRepositoryFile('docs/protocol.md')

describe('the finding codes', () => {
  it.each(Object.entries(publishedCodes))(
    'keep all that were promised in the group %s',
    (group, promised) => {
      const found = Object.entries(findingGroups).find(([name]) => name === group)?.[1] ?? {}
      expect(Object.keys(found)).toEqual(expect.arrayContaining(promised.split(' ')))
    },
  )

  it('stand in docs/protocol.md, each in a row of its own, and no others', () => {
    const rows = [...readProtocol().matchAll(/^\|\s*`([A-Z][A-Z_]+)`/gm)].map(([, code]) => code)
    expect(rows.toSorted()).toEqual(codes.toSorted())
  })
})

describe.each(Object.keys(commands))('the command %s', command => {
  it('has a handler', () => {
    expect(handlers).toHaveProperty(command)
  })

  it('has a row in docs/protocol.md', () => {
    expect(readProtocol()).toContain(`\n| \`${command}\` |`)
  })
})

describe.each<Browser>(['chrome', 'firefox'])('the manifest for %s', browser => {
  const manifest: object = manifestFor(browser)

  it('asks for what a feature uses, and for hosts only when they are needed', () => {
    expect(manifest).toMatchObject({
      permissions: [
        ...['activeTab', 'cookies', 'nativeMessaging', 'scripting', 'storage'],
        // The names of containers. Firefox grants it without a prompt.
        ...(browser === 'firefox' ? ['contextualIdentities'] : []),
      ],
      optional_host_permissions: ['*://*/*'],
      content_security_policy: { extension_pages: "default-src 'self'; object-src 'none'; base-uri 'none'" },
    })
  })

  it.each(['host_permissions', 'content_scripts', 'externally_connectable', 'web_accessible_resources'])(
    'has no %s',
    key => expect(manifest).not.toHaveProperty(key),
  )
})

it('the add-on for Firefox declares what it passes to the companion, and PRIVACY.md explains each kind', () => {
  const { gecko } = Reflect.get(manifestFor('firefox'), 'browser_specific_settings')
  const kinds = ['authenticationInfo', 'browsingActivity', 'personallyIdentifyingInfo', 'websiteContent']
  expect(gecko.data_collection_permissions).toEqual({ required: kinds })
  const policy = readRepositoryFile('PRIVACY.md')
  expect(kinds.filter(kind => !policy.includes(`| \`${kind}\``))).toEqual([])
})

it('has every browser that the companion registers with in the README', () => {
  const readme = readRepositoryFile('README.md').toLowerCase()
  expect(browserLocations.map(({ browser }) => browser).filter(browser => !readme.includes(browser))).toEqual(
    [],
  )
})

it('pins every version exactly', () => {
  const versions = Object.entries(packageFile.devDependencies)
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
  expect(packageFile).not.toHaveProperty('dependencies')
})
