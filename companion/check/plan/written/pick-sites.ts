import type { PlanBlock } from '../plan.ts'
import type { CaseBlock, PlanFile } from '../schema.ts'
import type { Path } from '../yaml/nodes.ts'
import { type PlanContext, reportDuplicates } from './context.ts'

/** Returns the sites of a block, or those of the plan if the block names none. */
export function pickSites(
  block: Partial<CaseBlock>,
  path: Path,
  plan: PlanFile,
  context: PlanContext,
): PlanBlock['sites'] {
  const { problems, yaml } = context
  const [owner, ownerPath] =
    block.site === undefined && block.sites === undefined ? [plan, []] : [block, path]
  const { site, sites } = owner
  if (site !== undefined && sites !== undefined)
    problems.add(
      yaml.locateKey([...ownerPath, 'sites']),
      'There is a site and a list of sites',
      'Remove one of them.',
    )
  if (site !== undefined) return [{ id: site, place: yaml.locate([...ownerPath, 'site']) }]
  if (sites === undefined)
    problems.add(yaml.locate(path), 'No site is named', 'Add site: and the id of a site.')
  const ids = sites ?? []
  reportDuplicates(ids, index => [...ownerPath, 'sites', index], context)
  return ids.map((id, index) => ({ id, place: yaml.locate([...ownerPath, 'sites', index]) }))
}
