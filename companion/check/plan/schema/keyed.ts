import * as v from 'valibot'

/** Returns a schema of an object with these keys and no others. */
export const keys = <const Entries extends v.ObjectEntries>(entries: Entries) =>
  refuseLists(v.strictObject(entries))

/** Returns a schema of an object whose keys are names. */
export const names = <
  const Key extends v.BaseSchema<string, string, v.BaseIssue<unknown>>,
  const Value extends v.GenericSchema,
>(
  key: Key,
  value: Value,
) => refuseLists(v.record(key, value))

/** The library takes a list for an object with the keys 0, 1 and so on. */
const refuseLists = <const Schema extends v.GenericSchema>(schema: Schema): Schema => ({
  ...schema,
  '~run': (dataset: v.UnknownDataset, config: v.Config<v.BaseIssue<unknown>>) =>
    Array.isArray(dataset.value) ? noList['~run'](dataset, config) : schema['~run'](dataset, config),
})

const noList = v.custom(() => false, 'keys with values')
