import { expect, it } from 'vitest'
import { inEnglish } from '#messages/checks/english'
import type { Text } from '#messages/message'
import { catalog, catalogName } from '../../../companion/xray/catalog.ts'
import type { Check, CheckClass } from '../../../companion/xray/check.ts'
import { fromRoot } from '../../../scripts/setup/root.mjs'

/** The pages of the checks are written by `npx vitest run --project unit -u` for this file. */

const classes: Record<CheckClass, string> = {
  R: 'only reads, with a session of the run',
  O: 'creates and ends sessions of the run',
  W: 'waits for minutes, and needs `--allow wait`',
  A: 'can end or refuse sessions of the user, or take an access pass, and needs `--allow`',
}

const maxLength = 120

/** Settings and header lines are quoted in texts, and in italics in documents. */
const emphasizeQuoted = (text: string): string => text.replace(/"([^"]+)"/g, '*$1*')

/** Fills lines, as the other documents do. */
function wrap(text: Text): string {
  const lines: string[] = []
  let line = ''
  for (const word of emphasizeQuoted(inEnglish(text)).split(' ')) {
    if (line !== '' && line.length + 1 + word.length > maxLength) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].join('\n')
}

const getPageName = ({ id }: Check): string => `${id.toLowerCase()}.md`

const formatPage = (check: Check): string => `# ${check.id} ${inEnglish(check.title)}

- Severity: ${check.severity}
- Class: ${check.class}, ${classes[check.class]}
- References: ${check.references.join(', ')}

## What it asks

${wrap(check.asked)}

## When it passes

${wrap(check.passWhen)}

## Why it matters

${wrap(check.why)}

## How to fix it

${wrap(check.fix)}

[All checks](README.md)
`

const formatIndex = (): string => `# Session checks

\`hubpass xray\` runs the catalog \`${catalogName}\` for a user on a virtual proxy ([command line](../cli.md#xray)). Each check
passes, fails or is undecided with a reason. It never guesses.

The class says what a check does:

${Object.entries(classes)
  .map(([name, words]) => `- ${name} ${words}.`)
  .join('\n')}

| check | title | severity | class |
| --- | --- | --- | --- |
${catalog
  .map(
    check =>
      `| [${check.id}](${getPageName(check)}) | ${inEnglish(check.title)} | ${check.severity} | ${check.class} |`,
  )
  .join('\n')}

*X-ray* in the popup runs the same checks, and these in the browser. They need a tab that shows the user, and change neither it
nor its session. [\`hubpass check --browser\`](../cli.md#check-in-a-browser) runs them in a browser without a window:

| check | title | severity | class |
| --- | --- | --- | --- |
| [B-1](b-1.md) | Cookie hidden from scripts | high | R |
| [B-2](b-2.md) | Cookie that ends with the browser | low | R |
| [B-3](b-3.md) | Session in frames of other sites | medium | R |
| [B-4](b-4.md) | Back after the logout | medium | R |
| [B-5](b-5.md) | Private window without the session | high | R |
| [B-6](b-6.md) | One session cookie | medium | R |

The numbers are those of the [OWASP Web Security Testing Guide](https://owasp.org/www-project-web-security-testing-guide/)
(WSTG), the Application Security Verification Standard 5.0 (ASVS) and the rules of the Zed Attack Proxy (ZAP).
`

it('the catalog has the checks SC-01 to SC-40', () => {
  const ids = Array.from({ length: 40 }, (_, at) => `SC-${String(at + 1).padStart(2, '0')}`)
  expect(catalog.map(({ id }) => id)).toEqual(ids)
})

it('docs/checks lists the catalog', async () => {
  await expect(formatIndex()).toMatchFileSnapshot(fromRoot('docs/checks/README.md'))
})

it.each(catalog.map(check => [check.id, check] as const))('docs/checks describes %s', async (_, check) => {
  await expect(formatPage(check)).toMatchFileSnapshot(fromRoot(`docs/checks/${getPageName(check)}`))
})
