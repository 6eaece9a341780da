import { escapeXml } from '../xml.ts'
import type { Deployment } from './policy-values.ts'
import {
  listInstallValues,
  listSettingValues,
  type RegistryValue,
  type WindowsBrowser,
  windowsBrowsers,
} from './registry.ts'

const browserTitles: Record<WindowsBrowser, string> = { chrome: 'Google Chrome', edge: 'Microsoft Edge' }

interface Template {
  id: string
  browser: WindowsBrowser
  value: RegistryValue
  /** Whether administrators edit the value. Others are switched on as they are. */
  isText: boolean
}

const listTemplates = (deployment: Deployment): Template[] =>
  windowsBrowsers.flatMap(browser => {
    const toTemplate =
      (isText: boolean) =>
      (value: RegistryValue): Template => ({ id: `${browser}_${value.policy.name}`, browser, value, isText })
    return [
      ...listInstallValues(browser, deployment).map(toTemplate(false)),
      ...listSettingValues(browser, deployment).map(toTemplate(true)),
    ]
  })

/**
 * Returns the administrative template for Group Policy and Intune
 * (https://learn.microsoft.com/previous-versions/windows/desktop/policy/admx-schema).
 */
export const formatAdmx = (deployment: Deployment): string => `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="hubpass" namespace="Hubpass.Policies"/>
  </policyNamespaces>
  <resources minRequiredRevision="1.0"/>
  <supportedOn>
    <definitions>
      <definition name="any" displayName="$(string.any)"/>
    </definitions>
  </supportedOn>
  <categories>
    <category name="hubpass" displayName="$(string.hubpass)"/>
${windowsBrowsers.map(formatCategory).join('\n')}
  </categories>
  <policies>
${listTemplates(deployment).map(formatPolicy).join('\n')}
  </policies>
</policyDefinitions>
`

const formatCategory = (browser: WindowsBrowser): string =>
  `    <category name="${browser}" displayName="$(string.${browser})"><parentCategory ref="hubpass"/></category>`

function formatPolicy({ id, browser, value, isText }: Template): string {
  const { key, name, data } = value
  const attributes = `name="${id}" class="Machine" displayName="$(string.${id})" explainText="$(string.${id}_help)" key="${key}"`
  const common = `      <parentCategory ref="${browser}"/>\n      <supportedOn ref="any"/>`
  return isText
    ? `    <policy ${attributes} presentation="$(presentation.${id})">
${common}
      <elements><text id="value" valueName="${name}" required="true" maxLength="1000000"/></elements>
    </policy>`
    : `    <policy ${attributes} valueName="${name}">
${common}
      <enabledValue><string>${escapeXml(data)}</string></enabledValue>
      <disabledValue><delete/></disabledValue>
    </policy>`
}

/** Returns the English texts of the template, which contain the values to edit. */
export function formatAdml(deployment: Deployment): string {
  const templates = listTemplates(deployment)
  const titles = windowsBrowsers.map(browser => [browser, browserTitles[browser]] as const)
  const texts = templates.flatMap(({ id, value: { policy } }) => [
    [id, policy.title] as const,
    [`${id}_help`, policy.explanation] as const,
  ])
  const strings = [['any', 'Any version'] as const, ['hubpass', 'Hubpass'] as const, ...titles, ...texts]
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <displayName>Hubpass</displayName>
  <description>Hubpass for Google Chrome and Microsoft Edge</description>
  <resources>
    <stringTable>
${strings.map(([id, text]) => `      <string id="${id}">${escapeXml(text)}</string>`).join('\n')}
    </stringTable>
    <presentationTable>
${templates
  .filter(({ isText }) => isText)
  .map(formatPresentation)
  .join('\n')}
    </presentationTable>
  </resources>
</policyDefinitionResources>
`
}

const formatPresentation = ({ id, value }: Template): string =>
  `      <presentation id="${id}"><textBox refId="value"><label>${escapeXml(value.policy.title)}</label>` +
  `<defaultValue>${escapeXml(value.data)}</defaultValue></textBox></presentation>`
