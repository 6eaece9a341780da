import { nativeHostName } from '#protocol/constants'

/** The extension that the files of the kit install, and its address. */
export interface Deployment {
  version: string
  /** The id of the extension in Chromium-based browsers. */
  extensionId: string
  /** The address of the folder with `updates.xml`, the CRX and the add-on. */
  url: string
}

/** A policy of Chromium-based browsers, or a setting of Hubpass below `3rdparty`. */
export interface PolicyValue {
  name: string
  title: string
  explanation: string
  value: string | readonly unknown[] | Record<string, unknown>
}

/** Where an organization puts the files of `server`, until it has an address. */
export const exampleUrl = 'https://intranet.example.com/hubpass'

export const updatesFile = 'updates.xml'
export const crxFile = (version: string): string => `hubpass-${version}.crx`

/** Returns the policies that install Hubpass: the lists of Chromium-based browsers. */
export const listInstallPolicies = ({ extensionId, url }: Deployment): PolicyValue[] => [
  {
    name: 'ExtensionInstallForcelist',
    title: 'Install the extension',
    explanation: `Installs the extension from ${url} and keeps it installed.`,
    value: [`${extensionId};${url}/${updatesFile}`],
  },
  {
    name: 'NativeMessagingAllowlist',
    title: 'Allow the companion',
    explanation: 'Lets the browser start the companion, even if a block list forbids others.',
    value: [nativeHostName],
  },
]

/** The settings of Hubpass, with values to replace (docs/personas.md). */
export const hubpassSettings: readonly PolicyValue[] = [
  {
    name: 'personas',
    title: 'Personas',
    explanation: 'Personas for everybody, as a JSON list. "site" is the name of a site in the companion.',
    value: [{ label: 'Sales manager', userDirectory: 'TESTING_SALES', userId: 'manager', site: 'test' }],
  },
  {
    name: 'defaults',
    title: 'Defaults',
    explanation: 'The site and the prefix for a tester who has not signed in yet, as a JSON object.',
    value: { site: 'test', prefix: 'sales' },
  },
  {
    name: 'addSites',
    title: 'Sites from the browser',
    explanation: '"dialog" lets testers change sites from the browser; "terminal" only on the command line.',
    value: 'dialog',
  },
]

/** Returns policies as the object that a browser reads from JSON. */
export const toPolicyObject = (values: readonly PolicyValue[]): Record<string, unknown> =>
  Object.fromEntries(values.map(({ name, value }) => [name, value]))
