import * as v from 'valibot'

/** Adds the text for the reference and for editors. */
export const describe = <const Schema extends v.GenericSchema>(schema: Schema, text: string) =>
  v.pipe(schema, v.description(text))
