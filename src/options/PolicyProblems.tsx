import { text } from '#ui/texts.ts'

/** What an administrator has to mend. */
export function PolicyProblems({ problems }: { problems: string[] }) {
  if (problems.length === 0) return null
  return (
    <div class="policy">
      <h3>{text('policyTitle')}</h3>
      <p>{text('policyProblems')}</p>
      <ul class="refused">
        {problems.map(problem => (
          <li key={problem}>
            <code>{problem}</code>
          </li>
        ))}
      </ul>
    </div>
  )
}
