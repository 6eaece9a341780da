import { parse } from 'yaml'
import { readSection } from './document-commands.ts'

interface WorkflowStep {
  env: Record<string, string>
  run: string
}

interface Workflow {
  jobs: Record<string, { steps: { env?: Record<string, string>; run?: string }[] }>
}

/** Returns the YAML of a section as its reader would copy it. */
function readYaml(file: string, section: string): unknown {
  const [, text] = /^```yaml\n([\s\S]*?)^```$/m.exec(readSection(file, section)) ?? []
  if (text === undefined) throw new Error(`${file} has no YAML in ${section}`)
  return parse(text)
}

/** Returns the steps of a workflow for GitHub that run commands, with the values of their expressions. */
export function readGithubSteps(
  file: string,
  section: string,
  values: Record<string, string>,
): WorkflowStep[] {
  const fill = (text: string) =>
    text.replaceAll(/\$\{\{ (?:secrets|vars)\.(\w+) \}\}/g, (_, name: string) => values[name] ?? '')
  const { jobs } = readYaml(file, section) as Workflow
  return Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .flatMap(({ run, env = {} }) =>
      run === undefined
        ? []
        : [{ run, env: Object.fromEntries(Object.entries(env).map(([name, text]) => [name, fill(text)])) }],
    )
}

interface GitlabJob {
  variables: Record<string, string>
  script: string[]
}

export const readGitlabJob = (file: string, section: string, job: string): GitlabJob => {
  const found = (readYaml(file, section) as Record<string, GitlabJob>)[job]
  if (found === undefined) throw new Error(`${file} has no job ${job}`)
  return found
}
