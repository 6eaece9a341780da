import type { Random } from './random.ts'

/** Returns the JSON text of a value that no valid request has. */
export const createHostileValue = (random: Random): string => random.pickWeighted(hostileValues)(random)

const literals = [
  ...['null', 'true', '-0', '1e308', '1e999', '-9007199254740993', '0.1', '""', '[]', '{}'],
  ...['"__proto__"', '"constructor"', '"toString"', '"../../etc/passwd"', '"%2e%2e/"', '"a\\\\..\\\\b"'],
  // Lone surrogates, control characters, invisible characters, and letters that fold to ASCII.
  ...['"\\ud800"', '"\\udfff\\ud800"', '"\\u0000"', '"\\r\\nX: y"', '"\\u001b[31m"', '"\\u202e\\u200b"'],
  ...['"\\u212aate"', '"\\ufffd"', '"\\ufeffDOMAIN"', '"DOMAIN\\u3000"', '"\'DOMAIN\'"', '"*"', '"?"'],
  ...['{"__proto__":{"site":"acme"}}', '{"constructor":{"prototype":{}}}', '{"toJSON":1,"then":1}'],
  ...['{"a":1,"a":2}', '["acme"]', '{"length":1e9}', '[[],[[]],null]'],
]

const hostileValues: [weight: number, create: (random: Random) => string][] = [
  [70, random => random.pick(literals)],
  [8, random => String((random.next() - 0.5) * 10 ** random.below(40))],
  [6, random => JSON.stringify(createText(random, 300))],
  [2, random => JSON.stringify(createText(random, 60_000))],
  [0.2, random => JSON.stringify('x'.repeat(random.below(1_000_000)))],
  [1, random => nest(random, 40)],
  [0.5, random => nest(random, 9_000)],
  [0.3, random => `[${'0,'.repeat(random.below(100_000))}0]`],
  [
    0.3,
    random => `{${Array.from({ length: random.below(2_000) }, (_, index) => `"${index}":{}`).join(',')}}`,
  ],
]

const brackets = [
  { start: '[', end: ']' },
  { start: '{"a":', end: '}' },
]

const nest = (random: Random, maxDepth: number): string => {
  const depth = random.below(maxDepth)
  const { start, end } = random.pick(brackets)
  return `${start.repeat(depth)}1${end.repeat(depth)}`
}

/** Returns text of any UTF-16 units, also lone surrogates. */
const createText = (random: Random, maxLength: number): string =>
  String.fromCharCode(...Array.from({ length: random.below(maxLength) }, () => random.below(0x10000)))
