import type { CauseCase } from './cause-case.ts'
import { cookieCases } from './cookie-cases.ts'
import { cookieNameCases } from './cookie-name-cases.ts'
import { locationCases } from './location-cases.ts'
import { sessionCases } from './session-cases.ts'

export const cases: CauseCase[] = [...cookieNameCases, ...cookieCases, ...locationCases, ...sessionCases]
