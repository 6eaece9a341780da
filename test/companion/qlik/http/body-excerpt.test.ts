import { expect, it } from 'vitest'
import { excerptBody } from '../../../../companion/qlik/http/body-excerpt.ts'

it.each([
  ['<html><style>p{}</style><body><h1>Sorry,</h1> no\n service</body></html>', '"Sorry, no service"'],
  ['<script>a</script>One<SCRIPT type="x">b</Script>two', '"One two"'],
  ['<style>a<script>b</style>One<script>two</script>', '"One"'],
  ['One<script>two', '"One two"'],
  ['1 < 2 and 3 > 2', '"1 2"'],
  ['a <b', '"a <b"'],
  ['</script>One', '"One"'],
  ['<p></p>', undefined],
])('excerptBody reads %j as %s', (body, expected) => {
  expect(excerptBody({ status: 500, headers: {}, body }, {})).toBe(expected)
})

it.each(['<', '<script', '<style ', '</script', '<script></style>', '< script', '<!--', ' '])(
  'excerptBody reads a megabyte of %j',
  part => {
    const body = part.repeat((1024 * 1024) / part.length)
    expect((excerptBody({ status: 500, headers: {}, body }, {}) ?? '').length).toBeLessThan(120)
  },
)
