import type { Remedy } from '../check.ts'
import type { Questions } from '../questions/questions.ts'

/** Pages of the QMC (docs/facts/qlik-sense.md §3.6). */
type Section = 'Identification' | 'Authentication' | 'Advanced'

/** Returns a place among the settings of the virtual proxy. */
export const inVirtualProxy = (
  { port }: Pick<Questions, 'port'>,
  section: Section,
  setting: Omit<Remedy, 'page'>,
): Remedy => ({
  page: `QMC › Virtual proxies › ${port.prefix === '' ? 'the default one' : port.prefix} › ${section}`,
  ...setting,
})

/** Returns a place among the settings of the proxy service. */
export const inProxy = (
  section: 'Ports' | 'Security' | 'Advanced',
  setting: Omit<Remedy, 'page'>,
): Remedy => ({
  page: `QMC › Proxies › ${section}`,
  ...setting,
})

/** For what no setting changes: the software itself, or what stands in front of it. */
export const inInstallation = (wanted: string, present?: string): Remedy => ({
  page: 'Outside the QMC',
  field: 'Qlik Sense release, and any reverse proxy in front of it',
  ...(present === undefined ? {} : { present }),
  wanted,
})

export const addHeader = (questions: Pick<Questions, 'port'>, present: string, wanted: string): Remedy =>
  inVirtualProxy(questions, 'Advanced', { field: 'Additional response headers', present, wanted })
