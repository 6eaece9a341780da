import * as v from 'valibot'

/** The forms of session ids. Qlik documents GUIDs and allows any value (docs/facts/qlik-sense.md §1.4). */
export const SessionIdFormSchema = v.picklist(['guid', 'base64url'])

export type SessionIdForm = v.InferOutput<typeof SessionIdFormSchema>

/** The cryptographic generator of a browser or of Node.js. */
interface Generator {
  randomUUID(): string
  getRandomValues(bytes: Uint8Array<ArrayBuffer>): Uint8Array
}

/** As many characters as a GUID has. */
const length = 36

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** Makes a session id, by default a GUID with 122 random bits. One in base64url has 216. */
export const makeSessionId = (generator: Generator, form?: SessionIdForm): string =>
  form === 'base64url'
    ? Array.from(generator.getRandomValues(new Uint8Array(length)), byte => alphabet[byte % 64]).join('')
    : generator.randomUUID()
