import { quote } from './quote.ts'

/** In the middle of a sentence: `the virtual proxy "sales"`, `the default virtual proxy`. */
export const proxyInWords = (prefix: string): string =>
  prefix === '' ? 'the default virtual proxy' : `the virtual proxy ${quote(prefix)}`
