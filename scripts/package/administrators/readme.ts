import { crxFile, type Deployment, exampleUrl } from './policy-values.ts'

/** Returns the text that explains the kit to an administrator. */
export const formatReadme = ({ extensionId, url, version }: Deployment, hasCrx: boolean): string =>
  `Hubpass ${version}: files for administrators. docs/install/administrators.md explains each step.

Id of the extension in Chrome, Edge and Chromium: ${extensionId}
Address of the extension and its updates: ${url}
${url === exampleUrl ? '\nIn each file, replace this address with that of your server.\n' : ''}
windows/chrome.reg, windows/edge.reg
    install the extension, and allow the companion
windows/chrome-settings.reg, windows/edge-settings.reg
    personas and defaults: replace the values
windows/PolicyDefinitions
    the same as a template for Group Policy and Intune
linux/etc
    the same for Chromium, Chrome and Edge on Linux
firefox/policies.json
    the same for Firefox
server
    files for your server: updates.xml${
      hasCrx
        ? ` and ${crxFile(version)}`
        : `. The file ${crxFile(version)} is missing, because no key was\n    given: npm run package -- --crx-key FILE --crx-url ${url}`
    }
`
