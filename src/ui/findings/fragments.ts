/** Said wherever they are found. The more special come before the more general. */
const anywhere = [
  // Of values that were typed.
  'it must not be empty',
  'it must not contain a backslash: give directory and id apart',
  'it must not contain control characters',
  'it must not be longer than $1 characters',
  'an attribute needs a name',
  '$1; perhaps "$2"',
  'a prefix of lower-case letters, digits and - . _ ~, or none for the default virtual proxy',
  'up to 200 letters, digits and - _ . as in the "Session cookie header name" of the virtual proxy',
  '$1 to $2 printable ASCII characters without space, quote, comma, semicolon, backslash or slash',
  '($1 characters, not shown)',
  // Of the browser: cookie, hub, tab.
  'it was not there afterwards',
  'it keeps another $1',
  "the virtual proxy's session cookie domain $1 does not belong to $2",
  'another $1 has been set since, and stays',
  'the browser did not take back $1',
  'another one has begun meanwhile',
  'the browser has forgotten the run before',
  'nobody signed in',
  'a page of another host, probably its login',
  'the browser shows an error page of its own',
  'it was still loading after $1 seconds, or a dialog in the tab waits for an answer',
  'it did not answer ($1)',
  'not with the name of a user',
  // Of the companion's channel and configuration.
  'it is not of the form that the protocol promises',
  'its answer to "$1" lacks what the protocol promises',
  'it is empty',
  'it is not complete JSON',
  'it is not a configuration of Hubpass (no version)',
  'it was written by a newer Hubpass (version $1, this one reads up to $2)',
  'it cannot be read ($1)',
  // Of files.
  'it does not exist',
  'your account has no right to it',
  'it is a folder',
  'it is a pipe or a device, not a file',
  'it has $1 bytes, far more than a certificate or key',
  'part of its path is not a folder',
  'another program uses it',
  'the disk is full',
  'the disk is read-only',
  'nothing: it is empty',
  'nothing that curl takes for one',
  'a private key',
  'a certificate',
  'PEM of another kind',
  'binary data (DER or PFX)',
  'binary data',
  'text in UTF-16',
  'text without a PEM block',
  'a damaged certificate',
  'a damaged private key',
  'a certificate that OpenSSL does not take ($1)',
  'it holds no certificate',
  'it is damaged or not a PFX file at all',
  'it is not a PFX file',
  'there is none on $1',
  // Of what Qlik Sense answers.
  'curl ended with $1',
  'a TLS alert',
  'another name',
  'Qlik Sense says $1',
  'it sends us elsewhere',
  'it says nothing',
  'it says $1',
  'its answer is longer than $1 bytes',
  'it speaks of another session, of the user $1: choose another session id',
  '$1 has no virtual proxy of that prefix.',
  'what it says is not HTTP',
  'what it says is not JSON',
  'what it says is not $1 (no $2)',
  'what it says is not $1 (not an $2)',
  'what it says is not $1 ($2 is not a $3)',
  'a session',
  'a list of sessions',
  'a ticket',
  'about a server',
  'what $1 should be',
  // Of a configuration's fields.
  'its content',
  'a port from 1 to 65535',
  'an origin like https://host',
  'at least one pattern',
  'lower-case letters, digits, - and _',
  '40 hexadecimal digits, A to F in capitals',
] as const

/**
 * What Hubpass itself says inside the details of findings, as it stands there: in English, which is the key to its translations.
 * `$1` to `$9` stand for values, which may be fragments too. The last are said in CONFIG_INVALID alone: any system may say something
 * of their form, and what it says is quoted as it came.
 */
export const fragments = [...anywhere, '$1 is not known', '$1 is missing', '$1 is $2, expected $3'] as const

export type Fragment = (typeof fragments)[number]

/** Every fragment in another language; one that is missing does not compile. */
export type FragmentTranslations = Record<Fragment, string>

/**
 * What says a text in another language if it is one of these fragments; the words of a system, of TLS or of a server stay as they were
 * said.
 */
export function fragmentsIn(
  translations: FragmentTranslations,
  known: readonly Fragment[] = anywhere,
): (english: string) => string {
  function say(english: string, among: readonly Fragment[]): string {
    for (const fragment of among) {
      const values = patternOf(fragment).exec(english)
      if (values !== null)
        return translations[fragment].replace(/\$(\d)/g, (_, place) => say(values[place] ?? '', anywhere))
    }
    return english
  }
  return english => say(english, known)
}

const patterns = new Map<Fragment, RegExp>()

function patternOf(fragment: Fragment): RegExp {
  const known = patterns.get(fragment)
  if (known !== undefined) return known
  const literal = fragment.replace(/[.*+?^{}()|[\]\\]/g, '\\$&').replace(/\$\d/g, '(.+)')
  const pattern = new RegExp(`^${literal}$`, 's')
  patterns.set(fragment, pattern)
  return pattern
}
