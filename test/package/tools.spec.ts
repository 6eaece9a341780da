import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { findArtifact, version } from './support/release.ts'
import { ensureTool } from './support/tools.ts'

/** Prints the errors of a bill of materials, or null. It runs where the packages of the tool are. */
const validate = `
  const { Spec, Validation } = require('@cyclonedx/cyclonedx-library')
  const text = require('node:fs').readFileSync(0, 'utf8')
  new Validation.JsonStrictValidator(Spec.Version.v1dot6)
    .validate(text)
    .then(errors => process.stdout.write(JSON.stringify(errors)))
`

it('the bill of materials fits the schema of CycloneDX', () => {
  const check = (input: string): unknown =>
    JSON.parse(
      execFileSync(process.execPath, ['-e', validate], {
        cwd: ensureTool('cyclonedx'),
        input,
        encoding: 'utf8',
      }),
    )
  const bom = readFileSync(findArtifact('sbom.cdx.json'), 'utf8')
  expect(check(bom)).toBe(null)
  expect(check(bom.replace('"application"', '"nothing"'))).not.toBe(null)
})

it('web-ext finds no error and no warning in the add-on', () => {
  const program = join(ensureTool('web-ext'), 'node_modules', 'web-ext', 'bin', 'web-ext.js')
  const args = ['lint', '--output', 'json', '--source-dir', findArtifact(`hubpass-firefox-${version}.xpi`)]
  const { errors, warnings } = JSON.parse(
    execFileSync(process.execPath, [program, ...args], { encoding: 'utf8' }),
  )
  expect({ errors, warnings }).toEqual({ errors: [], warnings: [] })
})
