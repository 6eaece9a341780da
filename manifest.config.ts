import { defineManifest } from '@crxjs/vite-plugin'
import packageJson from './package.json' with { type: 'json' }
import { firefoxExtensionId } from './src/protocol/constants.ts'

/**
 * The public key that fixes the id of the unpacked extension: `ccaabjbndhjenpcdfadnldglehgccgka`.
 * Stores replace it with their own.
 */
const key =
  'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAnGGZRQvaUXCwdww3wX28DPzGSd3IAqQwozYYzE4TLKsnopJHGolVuY0G86DRjgNsk9TdMIY/JwXI4oq9xpKDdBOqBrdQTVcoXgWXgqMw3H+thE0FBffiCFbYsQ01/Q5GzM9ajjiMBlI0AY7cC9xogwpy53TEFjZfXKBt44GVlNO1DTI0/WJtGmZzvVpLhtdNsReynG/qMkBOJPPpeJqwJWbP2CruBzn99fX3VIPU21GMhiesxYq9eYt3cIzdqaCA5dxIzueCh8lOSE/LgUvreG1zSz9kfKPAQgu9oFv1V01tExMr/45/x83sbjQiBPxNG/CBEuZRkB61fBNnLFsWEwIDAQAB'

export type Browser = 'chrome' | 'firefox'

/** Returns the manifest for a browser. */
export const manifestFor = (browser: Browser) =>
  defineManifest({
    manifest_version: 3,
    name: 'Hubpass',
    version: packageJson.version,
    description: '__MSG_extensionDescription__',
    default_locale: 'en',
    action: { default_popup: 'src/popup/index.html', default_title: 'Hubpass' },
    options_ui: { page: 'src/options/index.html', open_in_tab: true },
    icons: {
      16: 'src/icons/16.png',
      32: 'src/icons/32.png',
      48: 'src/icons/48.png',
      128: 'src/icons/128.png',
    },
    // Edge (Collections), Firefox (Downloads) and password managers use Ctrl+Shift+Y.
    commands: {
      _execute_action: { suggested_key: { default: 'Alt+Shift+H' } },
      'persona-1': { suggested_key: { default: 'Alt+Shift+1' }, description: '__MSG_commandPersona1__' },
      'persona-2': { suggested_key: { default: 'Alt+Shift+2' }, description: '__MSG_commandPersona2__' },
      'persona-3': { suggested_key: { default: 'Alt+Shift+3' }, description: '__MSG_commandPersona3__' },
    },
    permissions,
    optional_host_permissions: ['*://*/*'],
    content_security_policy: { extension_pages: "default-src 'self'; object-src 'none'; base-uri 'none'" },
    ...differences[browser],
  })

/** activeTab gives access to the URL of the active tab; scripting reads the content of the hub tab. */
const permissions: chrome.runtime.ManifestPermission[] = [
  'activeTab',
  'cookies',
  'nativeMessaging',
  'scripting',
  'storage',
]

const differences = {
  chrome: {
    key,
    // Since 116, an open permission prompt no longer ends the worker after five minutes. 119 knows
    // partitioned cookies.
    minimum_chrome_version: '119',
    storage: { managed_schema: 'managed-schema.json' },
    background: { service_worker: 'src/background/index.ts' as const, type: 'module' as const },
  },
  firefox: {
    // Firefox 153 knows contextualIdentities only as a permission that it grants without a prompt.
    permissions: [...permissions, 'contextualIdentities'],
    background: { scripts: ['src/background/index.ts'], type: 'module' as const },
    browser_specific_settings: {
      gecko: {
        id: firefoxExtensionId,
        // 140 knows data_collection_permissions, and 142 does on Android too, as web-ext lint demands.
        strict_min_version: '142.0',
        // Mozilla counts what the companion receives (docs/decisions/0035-declare-data-for-the-companion.md).
        data_collection_permissions: {
          required: [
            'authenticationInfo' as const,
            'browsingActivity' as const,
            'personallyIdentifyingInfo' as const,
            'websiteContent' as const,
          ],
        },
      },
    },
  },
}
