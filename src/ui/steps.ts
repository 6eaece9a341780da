import { type Run, type Step, stepNames } from '#shared/run'

/** All six, in their order, whatever the run says of them. */
export const stepsOf = (run: Run | undefined): Step[] =>
  stepNames.map(name => run?.steps.find(step => step.name === name) ?? { name, state: 'waiting' })
