import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { noticesFile } from '../../../build/third-party-notices.ts'
import packageJson from '../../../package.json' with { type: 'json' }
import { fromRoot } from '../../setup/root.mjs'
import { listNodePackages, nodeVersion } from '../node-programs.mjs'
import type { Release } from '../release.ts'
import { parseNotices, type ShippedPackage } from './notices.ts'

/** Returns the bill of materials: every package whose code ships, with its license (https://cyclonedx.org). */
export function createSbom(release: Release, shipped = readShippedPackages()): string {
  const components = [...shipped.map(toComponent), ...listNodePackages().map(toNodeComponent)]
  const ref = `pkg:npm/${packageJson.name}@${release.version}`
  const bom = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      timestamp: release.time.toISOString(),
      component: {
        type: 'application',
        'bom-ref': ref,
        name: packageJson.name,
        version: release.version,
        description: packageJson.description,
        licenses: [{ license: { id: packageJson.license } }],
        purl: ref,
      },
    },
    components,
    dependencies: [
      { ref, dependsOn: components.map(component => component['bom-ref']) },
      ...components.map(component => ({ ref: component['bom-ref'] })),
    ],
  }
  return `${JSON.stringify({ ...bom, serialNumber: toSerialNumber(bom) }, null, 2)}\n`
}

/** Reads the packages from the notices that the builds wrote. */
function readShippedPackages(): ShippedPackage[] {
  const folders = ['dist/chrome', 'dist/firefox', 'dist/companion']
  const all = folders.flatMap(folder => parseNotices(readFileSync(fromRoot(folder, noticesFile), 'utf8')))
  const byName = new Map(all.map(shipped => [`${shipped.name}@${shipped.version}`, shipped]))
  return [...byName.keys()].sort().flatMap(key => byName.get(key) ?? [])
}

function toComponent({ name, version, license }: ShippedPackage) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`
  return { type: 'library', 'bom-ref': purl, name, version, licenses: [toLicense(license)], purl }
}

/** The license file of Node contains those of its own libraries. */
function toNodeComponent({ name, integrity }: { name: string; integrity: string }) {
  const purl = `pkg:npm/${name}@${nodeVersion}`
  const content = Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex')
  const hashes = [{ alg: 'SHA-512', content }]
  const licenses = [toLicense('MIT')]
  return { type: 'platform', 'bom-ref': purl, name, version: nodeVersion, hashes, licenses, purl }
}

/** Several licenses form an expression. */
const toLicense = (license: string) =>
  /^[\w.-]+$/.test(license) ? { license: { id: license } } : { expression: license }

/** Returns a UUID that depends on the content alone. */
function toSerialNumber(bom: object): string {
  const hex = createHash('sha256').update(JSON.stringify(bom)).digest('hex')
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ]
  return `urn:uuid:${parts.join('-')}`
}
