/** A test that reproduces a cause, by file and title. */
export interface ReproducingTest {
  file: string
  title: string
}

/** An entry in docs/troubleshooting.md: the heading, and words in the first cell of its line. */
export interface GuideEntry {
  heading: string
  text: string
}

export interface FailureRow {
  row: number
  /** Tests in addition to cli-cases.ts. */
  tests?: ReproducingTest[]
  document?: GuideEntry
}

const e2eTest = (title: string, file = 'failures') => ({ file: `test/e2e/${file}.spec.ts`, title })
const guideSection = (heading: string) => (text: string) => ({ heading, text })
const tools = guideSection('In Postman, PowerShell and other tools')
const later = guideSection('The hub, later on')
const signingIn = guideSection('The hub, while signing in')
const credential = guideSection('The credential')

const credentialCodesTest = 'test/companion/credentials/finding-codes.process.test.ts'
const credentialFormatsTest = 'test/companion/credentials/formats.process.test.ts'
const networkErrorsTest = 'test/companion/qlik/http/network-errors.process.test.ts'

/**
 * The rows of docs/facts/qlik-sense.md §6 with their tests, in addition to cli-cases.ts, and their
 * guide entries.
 */
export const failureRows: FailureRow[] = [
  { row: 1, document: tools('XSRF prevention check failed') },
  { row: 2, document: tools('403 Forbidden on port 4243') },
  { row: 3, document: tools('404 on port 4242') },
  {
    row: 4,
    tests: [e2eTest('a prefix that QPS accepts and the proxy does not know')],
    document: signingIn('The http request header is incorrect'),
  },
  {
    row: 5,
    tests: [e2eTest('a cookie name that differs from that of the virtual proxy')],
    document: signingIn('internal_windows_authentication'),
  },
  { row: 6, document: tools('Error: socket hang up') },
  { row: 7, document: tools('unable to verify the first certificate') },
  { row: 8, document: tools('self signed certificate in certificate chain') },
  { row: 9, document: tools('unsupported certificate purpose') },
  { row: 10, document: guideSection('On the way to Qlik Sense')('ERR_TLS_CERT_ALTNAME_INVALID') },
  {
    row: 11,
    tests: [
      { file: credentialFormatsTest, title: 'a legacy PFX with RC2-40' },
      { file: credentialFormatsTest, title: 'login reads a legacy PFX that Node rejects' },
    ],
    document: tools('Unsupported PKCS12 PFX data'),
  },
  { row: 12, document: tools('Unknown users not allowed for repository calls') },
  { row: 13, document: tools('401 Unauthorized') },
  { row: 14, document: tools('Could not establish trust relationship for the SSL/TLS secure channel') },
  { row: 15, tests: [e2eTest('a user without an access pass')], document: later('no access pass') },
  {
    row: 16,
    tests: [e2eTest('a sixth session of a user')],
    document: later('too many sessions active in parallel'),
  },
  {
    row: 17,
    tests: [e2eTest('sign-in over plain http uses the cookie name with -HTTP', 'cookies')],
    document: later('on http the cookie is ignored'),
  },
  { row: 18, document: later('not in an iframe') },
  { row: 19, document: later('WebSocket gets 403') },
  {
    row: 20,
    tests: [e2eTest('run fails with NOT_SIGNED_IN when another node holds the session')],
    document: later('the login page sometimes returns'),
  },
  {
    row: 21,
    tests: [
      e2eTest('sign-in of a second user replaces the first, in the same tab and with one cookie', 'sign-in'),
    ],
    document: later('the first user has become the second'),
  },
  { row: 22, document: tools('Missing parameters') },
  {
    row: 23,
    tests: [
      { file: credentialCodesTest, title: 'a missing certificate' },
      { file: credentialCodesTest, title: 'a folder as the key' },
    ],
    document: credential('Client certificate or key was not found'),
  },
  { row: 24, document: tools('back at the login page with a ticket') },
  { row: 25, document: guideSection('What Qlik Sense answers')('User directory … is not valid') },
  {
    row: 26,
    tests: [e2eTest('a login page for Windows')],
    document: tools('ERR_INVALID_AUTH_CREDENTIALS'),
  },
  {
    row: 27,
    tests: [{ file: networkErrorsTest, title: 'login reports TIMEOUT for a missing response' }],
    document: guideSection('On the way to Qlik Sense')('ECONNREFUSED'),
  },
  {
    row: 28,
    tests: [e2eTest('sign-in replaces a session that has timed out')],
    document: later('after the computer slept'),
  },
  {
    row: 29,
    tests: [e2eTest('run names a certificate that the browser does not trust', 'hub-certificate')],
    document: signingIn('does not trust the certificate of'),
  },
  { row: 30, document: tools('400 from Update-QlikProxy') },
]
