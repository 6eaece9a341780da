import { quote } from './text.ts'

/** In the middle of a sentence: `the virtual proxy "sales"`, `the default virtual proxy`. */
export const describePrefix = (prefix: string): string =>
  prefix === '' ? 'the default virtual proxy' : `the virtual proxy ${quote(prefix)}`
