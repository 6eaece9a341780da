import { firefoxExtensionId } from '#protocol/constants'
import { linuxLocations } from '../../../companion/install/browsers/linux.ts'
import { addonName } from '../artifact-names.ts'
import { type Entry, jsonEntry } from '../entries.ts'
import { type Deployment, hubpassSettings, listInstallPolicies, toPolicyObject } from './policy-values.ts'

const linuxBrowsers = ['chromium', 'chrome', 'edge']

/** Returns the policies of each browser where it reads them on Linux. Browsers merge the two files. */
export const createLinuxPolicies = (deployment: Deployment): Entry[] =>
  linuxLocations
    .filter(({ browser }) => linuxBrowsers.includes(browser))
    .flatMap(({ policies = '' }) => [
      jsonEntry(`${policies.slice(1)}/hubpass.json`, toPolicyObject(listInstallPolicies(deployment))),
      jsonEntry(`${policies.slice(1)}/hubpass-settings.json`, {
        '3rdparty': { extensions: { [deployment.extensionId]: toPolicyObject(hubpassSettings) } },
      }),
    ])

/** Returns the policies of Firefox, which reads one file. */
export const createFirefoxPolicies = ({ url, version }: Deployment): Entry =>
  jsonEntry('policies.json', {
    policies: {
      ExtensionSettings: {
        [firefoxExtensionId]: {
          installation_mode: 'force_installed',
          install_url: `${url}/${addonName(version)}`,
        },
      },
      '3rdparty': { Extensions: { [firefoxExtensionId]: toPolicyObject(hubpassSettings) } },
    },
  })
