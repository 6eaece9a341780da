import { escapeXml } from '../xml.ts'
import { crxFile, type Deployment } from './policy-values.ts'

/**
 * Returns the manifest of updates, which browsers ask for new versions
 * (https://developer.chrome.com/docs/extensions/how-to/distribute/host-on-linux).
 */
export const formatUpdates = ({ extensionId, url, version }: Deployment): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<gupdate xmlns="http://www.google.com/update2/response" protocol="2.0">
  <app appid="${extensionId}">
    <updatecheck codebase="${escapeXml(`${url}/${crxFile(version)}`)}" version="${version}"/>
  </app>
</gupdate>
`
