import * as v from 'valibot'
import { reportIssue } from './describe-issue.ts'
import { isSecretName, isSecretText, secretProblem } from './secrets.ts'
import { parseYaml, type YamlOptions, type YamlText } from './yaml/parse.ts'
import { visitKeys } from './yaml/visit-keys.ts'

interface Parsed<Schema extends v.GenericSchema> {
  output: v.InferOutput<Schema>
  yaml: YamlText
}

/** Parses a YAML text by a schema. Returns undefined after it has reported what is wrong. */
export function parseWithPlaces<Schema extends v.GenericSchema>(
  text: string,
  { schema, ...options }: YamlOptions & { schema: Schema },
): Parsed<Schema> | undefined {
  const { file, problems } = options
  if (isSecretText(text)) {
    problems.add(
      { file, line: 1, column: 1 },
      'The file contains a private key',
      'Remove it. Hubpass takes credentials only from the configuration of a site.',
    )
    return undefined
  }
  const yaml = parseYaml(text, options)
  if (yaml === undefined) return undefined
  const secretPaths = new Set<string>()
  visitKeys(yaml, (key, path) => {
    if (!isSecretName(key)) return
    secretPaths.add(path.join('\0'))
    problems.add(yaml.locateKey(path), ...secretProblem(key))
  })
  const parsed = v.safeParse(schema, yaml.value)
  if (!parsed.success) {
    // A secret is named once, and its value never.
    const isSecret = (issue: v.BaseIssue<unknown>) => {
      const path = (issue.path ?? []).map(({ key }) => String(key))
      return path.some((_, index) => secretPaths.has(path.slice(0, index + 1).join('\0')))
    }
    const issues = parsed.issues.filter(issue => !isSecret(issue))
    for (const issue of issues) reportIssue(issue, { yaml, problems, schema })
    return undefined
  }
  return secretPaths.size > 0 ? undefined : { output: parsed.output, yaml }
}
