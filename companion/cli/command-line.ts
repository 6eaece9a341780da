/** A program and its arguments as a terminal of that platform reads them: a Unix shell, or PowerShell and cmd alike where both can. */
export const commandLine = (words: string[], platform: NodeJS.Platform): string =>
  platform === 'win32' ? called(words.map(quotedOnWindows)) : words.map(quotedInShell).join(' ')

/** PowerShell takes what begins with a quote for a text, unless it is told to call it; cmd, which does not, is the rarer one. */
const called = (words: string[]): string => `${words[0]?.startsWith('"') ? '& ' : ''}${words.join(' ')}`

const quotedOnWindows = (word: string): string => (/^[\w.:\\~-]+$/.test(word) ? word : `"${word}"`)

const quotedInShell = (word: string): string =>
  /^[\w./:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
