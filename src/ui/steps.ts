import { type Run, type Step, stepNames } from '#shared/runs/run'

/** All six, in their order, whatever the run says of them. */
export const getAllSteps = (run: Run | undefined): Step[] =>
  stepNames.map(name => run?.steps.find(step => step.name === name) ?? { name, state: 'waiting' })
