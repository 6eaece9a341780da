import { say } from '#messages/checks/message'
import type { Text } from '#messages/message'
import type { Remedy } from '../check.ts'
import type { Questions } from '../questions/questions.ts'

/** Pages of the QMC (docs/facts/qlik-sense.md §3.6). */
type Section = 'Identification' | 'Authentication' | 'Advanced'

export const nameProxy = (prefix: string): Text => (prefix === '' ? say('check.place.defaultProxy') : prefix)

/** Returns a place among the settings of the virtual proxy. */
export const inVirtualProxy = (
  { port }: Pick<Questions, 'port'>,
  section: Section,
  setting: Omit<Remedy, 'page'>,
): Remedy => ({
  page: say('check.place.virtualProxy', { proxies: [nameProxy(port.prefix)], section }),
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
export const inInstallation = (wanted: Text, present?: Text): Remedy => ({
  page: say('check.place.outside'),
  field: say('check.place.release'),
  ...(present === undefined ? {} : { present }),
  wanted,
})

export const addHeader = (questions: Pick<Questions, 'port'>, present: Text, wanted: Text): Remedy =>
  inVirtualProxy(questions, 'Advanced', { field: 'Additional response headers', present, wanted })
