/** A program and its arguments as a terminal of that platform reads them: a Unix shell, or PowerShell and cmd alike where both can. */
export const quoteCommandLine = (words: string[], platform: NodeJS.Platform): string =>
  platform === 'win32' ? addCallOperator(words.map(quoteForWindows)) : words.map(quoteForShell).join(' ')

/** PowerShell takes what begins with a quote for a text, unless it is told to call it; cmd, which does not, is the rarer one. */
const addCallOperator = (words: string[]): string =>
  `${words[0]?.startsWith('"') ? '& ' : ''}${words.join(' ')}`

const quoteForWindows = (word: string): string => (/^[\w.:\\~-]+$/.test(word) ? word : `"${word}"`)

const quoteForShell = (word: string): string =>
  /^[\w./:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`
