import * as v from 'valibot'

/**
 * Returns a union that reports only the mistakes of the option that the value was meant to be. A plain
 * union says that none of its options fits.
 */
export function choose<const Options extends readonly [v.GenericSchema, ...v.GenericSchema[]]>(
  options: Options,
  chooseIndex: (value: unknown) => number,
): v.UnionSchema<Options, undefined> {
  const union = v.union(options)
  return {
    ...union,
    '~run': (dataset, config) =>
      (options[chooseIndex(dataset.value)] ?? options[0])['~run'](dataset, config) as v.OutputDataset<
        v.InferOutput<Options[number]>,
        v.InferIssue<Options[number]>
      >,
  }
}
