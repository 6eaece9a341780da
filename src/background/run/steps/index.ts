import type { StepName } from '#shared/runs/run'
import { companionStep } from './companion.ts'
import { cookieStep } from './cookie.ts'
import { credentialStep } from './credential.ts'
import { hubStep } from './hub.ts'
import { identityStep } from './identity.ts'
import { sessionStep } from './session.ts'
import type { RunStep } from './step.ts'

/** The steps of a sign-in run. */
export const steps: Record<StepName, RunStep> = {
  companion: companionStep,
  credential: credentialStep,
  session: sessionStep,
  cookie: cookieStep,
  hub: hubStep,
  identity: identityStep,
}
