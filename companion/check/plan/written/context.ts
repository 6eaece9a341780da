import type { Problems } from '../problem.ts'
import type { Path } from '../yaml/nodes.ts'
import type { YamlText } from '../yaml/parse.ts'

/** Where the parts of a written plan are, and where its mistakes go. */
export interface PlanContext {
  file: string
  yaml: YamlText
  problems: Problems
}

/** Reports each value that the list has already. */
export function reportDuplicates(
  values: readonly string[],
  toPath: (index: number) => Path,
  { yaml, problems }: PlanContext,
): void {
  const known = new Set<string>()
  for (const [index, value] of values.entries()) {
    if (known.has(value))
      problems.add(
        yaml.locate(toPath(index)),
        `${JSON.stringify(value)} is there twice`,
        'Remove one, or give it another name.',
      )
    known.add(value)
  }
}
