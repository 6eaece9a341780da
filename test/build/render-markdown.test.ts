import { describe, expect, it } from 'vitest'
import { renderMarkdown } from '../../build/render-markdown.ts'
import { findingGroups } from '../../src/protocol/findings/index.ts'
import { readRepositoryFile } from '../support/repository.ts'

const guide = readRepositoryFile('docs/troubleshooting.md')
const page = renderMarkdown(guide)

it.each([
  ['## The credential', '<h2 id="the-credential">The credential</h2>'],
  [
    'One\nline with `a < b` and **bold**.',
    '<p>One line with <code>a &lt; b</code> and <strong>bold</strong>.</p>',
  ],
  ['[here](#the-credential), [there](protocol.md#codes)', '<p><a href="#the-credential">here</a>, there</p>'],
  ['- one\n- two\n  more', '<ul><li>one</li><li>two more</li></ul>'],
  ['```sh\na\n\nb\n```', '<pre><code>a\n\nb</code></pre>'],
  ['<script>alert("1")</script>', '<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;</p>'],
])('renderMarkdown renders %j', (markdown, html) => {
  expect(renderMarkdown(markdown)).toBe(html)
})

it('renderMarkdown gives the first row of a code an anchor', () => {
  const table = '| message | code |\n|---|---|\n| a \\| b | `ONE_CODE` |\n| c | `ONE_CODE` |'
  expect(renderMarkdown(table)).toContain('<tr id="ONE_CODE"><td>a | b</td>')
  expect(renderMarkdown(table).match(/id="ONE_CODE"/g)).toHaveLength(1)
})

describe('help page', () => {
  it('help page has an anchor for each finding code of the guide, once', () => {
    const codes = Object.values(findingGroups)
      .flatMap(group => Object.keys(group))
      .filter(code => guide.includes(`\`${code}\` |`))
    expect(codes.length).toBeGreaterThan(50)
    expect(codes.filter(code => page.split(`id="${code}"`).length !== 2)).toEqual([])
  })

  it('help page leads no link of its own to nowhere', () => {
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, target]) => target)
    expect(targets.filter(target => !page.includes(`id="${target}"`))).toEqual([])
  })

  it('help page has no Markdown left', () => {
    expect(page.replace(/<code>[^<]*<\/code>/g, '').match(/\*\*|\]\(|^\|/gm)).toBeNull()
  })
})
