/** What curl needs to start, and Windows to find its libraries, the user's keys and a folder. */
const neededVariables = [
  'PATH',
  'SystemRoot',
  'SystemDrive',
  'windir',
  'ProgramData',
  'USERPROFILE',
  'APPDATA',
  'LOCALAPPDATA',
  'TEMP',
  'TMP',
]

/**
 * Returns the environment of curl. It lacks the variables with passphrases, and those by which curl
 * and OpenSSL change: SSLKEYLOGFILE, CURL_SSL_BACKEND, OPENSSL_CONF, proxies.
 */
export const curlEnvironment = (environment = process.env): NodeJS.ProcessEnv =>
  Object.fromEntries(
    neededVariables.flatMap(name => (environment[name] === undefined ? [] : [[name, environment[name]]])),
  )
