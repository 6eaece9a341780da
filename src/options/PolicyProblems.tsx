import { EntryTroublesSchema } from '#shared/entry-trouble'
import { parsed } from '#shared/parsed'
import { text } from '#ui/texts.ts'
import { EntryTroubleWords } from './EntryTroubleWords.tsx'

/** What an administrator has to mend. */
export function PolicyProblems({ problems: told }: { problems: unknown }) {
  const problems = parsed(EntryTroublesSchema, told) ?? []
  if (problems.length === 0) return null
  return (
    <div class="policy">
      <h3>{text('policyTitle')}</h3>
      <p>{text('policyProblems')}</p>
      <ul class="refused">
        {problems.map(problem => (
          <li key={problem.where}>
            <EntryTroubleWords trouble={problem} />
          </li>
        ))}
      </ul>
    </div>
  )
}
