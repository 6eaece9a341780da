import { maxMessageToCompanionBytes } from '#protocol/constants'
import { createHostileValue } from './hostile-values.ts'
import { Random } from './random.ts'
import { createRequest } from './requests.ts'

const headerBytes = 4

/** Returns the frame of a body, with its true length unless told otherwise. */
export function toFrame(body: Buffer, length = body.length): Buffer {
  const header = Buffer.alloc(headerBytes)
  header.writeUInt32LE(length)
  return Buffer.concat([header, body])
}

/** Returns how many complete frames are in the bytes. */
export function countFrames(bytes: Buffer): number {
  let count = 0
  for (let at = 0; at + headerBytes <= bytes.length; count += 1) {
    at += headerBytes + bytes.readUInt32LE(at)
    if (at > bytes.length) break
  }
  return count
}

/** Returns the mutated frame of an index. It depends on nothing else, so a run can resume anywhere. */
export function createFrame(seed: number, index: number): Buffer {
  const random = new Random(seed, index)
  return toFrame(random.pickWeighted(bodies)(random, index))
}

type CreateBody = (random: Random, id: number) => Buffer

const createValidBody: CreateBody = (random, id) => Buffer.from(JSON.stringify(createRequest(random, id)))

const bodies: [weight: number, CreateBody][] = [
  [12, createValidBody],
  [30, (random, id) => Buffer.from(replaceFields(random, createRequest(random, id)))],
  [1, random => Buffer.from(createHostileValue(random))],
  [52, (random, id) => mutateBytes(random, createValidBody(random, id))],
  [5, random => Buffer.from(Array.from({ length: random.below(200) }, () => random.below(256)))],
  [0.05, random => Buffer.alloc(maxMessageToCompanionBytes + random.below(2), 0x20)],
]

/** Replaces, removes or adds fields of a request, in its JSON text. */
function replaceFields(random: Random, request: Record<string, unknown>): string {
  const texts: string[] = []
  for (let count = 1 + random.below(2); count > 0; count -= 1) {
    const owner = pickOwner(random, request)
    const name = random.pick([...Object.keys(owner), random.pick(['__proto__', 'toJSON', 'extra'])])
    if (random.next() < 0.1) delete owner[name]
    else {
      texts.push(createHostileValue(random))
      // Defined, because an assignment to `__proto__` would not become a field.
      const value = `\u0001${texts.length - 1}`
      Object.defineProperty(owner, name, { value, enumerable: true, configurable: true, writable: true })
    }
  }
  return JSON.stringify(request).replace(/"\\u0001(\d+)"/g, (_, index: string) => texts[Number(index)] ?? '')
}

/** Returns the request or an object inside it. */
function pickOwner(random: Random, request: Record<string, unknown>): Record<string, unknown> {
  let owner = request
  while (random.next() < 0.75) {
    const inner = Object.values(owner).filter(isRecord)
    if (inner.length === 0) break
    owner = random.pick(inner)
  }
  return owner
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Flips, cuts, inserts or repeats bytes. */
function mutateBytes(random: Random, body: Buffer): Buffer {
  let bytes = body
  for (let count = 1 + random.below(4); count > 0; count -= 1)
    bytes = random.pick(byteMutations)(bytes, random.below(bytes.length + 1), random)
  return bytes
}

const byteMutations: ((bytes: Buffer, at: number, random: Random) => Buffer)[] = [
  (bytes, at, random) => {
    const flipped = Buffer.from(bytes)
    if (at < flipped.length) flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8))
    return flipped
  },
  (bytes, at, random) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + random.below(8))]),
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at, random) =>
    Buffer.concat([bytes.subarray(0, at), Buffer.from([random.below(256)]), bytes.subarray(at)]),
  (bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at >> 1)]),
]
