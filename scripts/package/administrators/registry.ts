import { windowsLocations } from '../../../companion/install/browsers/windows.ts'
import { type Deployment, hubpassSettings, listInstallPolicies, type PolicyValue } from './policy-values.ts'

/** A value of the registry, below HKEY_LOCAL_MACHINE, and the policy that it belongs to. */
export interface RegistryValue {
  key: string
  name: string
  data: string
  policy: PolicyValue
}

/** The browsers for which the kit has registry values. */
export const windowsBrowsers = ['chrome', 'edge'] as const

export type WindowsBrowser = (typeof windowsBrowsers)[number]

/**
 * The name of our entry in a list. Browsers accept any number, and this one replaces no entry of an
 * organization.
 */
const entryName = '7411'

/** Returns the values that install Hubpass in a browser. */
export const listInstallValues = (browser: WindowsBrowser, deployment: Deployment): RegistryValue[] =>
  listInstallPolicies(deployment).map(policy => ({
    key: `${policyKey(browser)}\\${policy.name}`,
    name: entryName,
    data: String(policy.value),
    policy,
  }))

/** Returns the values of Hubpass's settings. Lists and objects are JSON texts. */
export const listSettingValues = (browser: WindowsBrowser, { extensionId }: Deployment): RegistryValue[] =>
  hubpassSettings.map(policy => ({
    key: `${policyKey(browser)}\\3rdparty\\extensions\\${extensionId}\\policy`,
    name: policy.name,
    data: typeof policy.value === 'string' ? policy.value : JSON.stringify(policy.value),
    policy,
  }))

/** Returns a file for regedit, in UTF-16 as it writes one itself. */
export function formatRegistryFile(values: readonly RegistryValue[]): Uint8Array {
  const keys = [...new Set(values.map(({ key }) => key))]
  const lines = keys.flatMap(key => [
    `[HKEY_LOCAL_MACHINE\\${key}]`,
    ...values.filter(value => value.key === key).map(({ name, data }) => `${quote(name)}=${quote(data)}`),
    '',
  ])
  const text = ['Windows Registry Editor Version 5.00', '', ...lines].join('\r\n')
  return Buffer.from(`\uFEFF${text}`, 'utf16le')
}

const quote = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`

function policyKey(browser: WindowsBrowser): string {
  const { policies } = windowsLocations.find(location => location.browser === browser) ?? {}
  if (policies === undefined) throw new Error(`The table of browsers has no policies of ${browser}.`)
  return `Software\\Policies\\${policies}`
}
