import { json, type OutgoingResponse } from '../http/response.ts'

/** The response of a real site except for its version (docs/facts/qlik-sense.md §4.2). */
const ABOUT = {
  buildVersion: '26.31.3.0',
  buildDate: '10/9/2020 09:53:45 AM',
  databaseProvider: 'Devart.Data.PostgreSql',
  nodeType: 1,
  sharedPersistence: true,
  requiresBootstrap: false,
  singleNodeOnly: false,
  schemaPath: 'About',
} as const

export const getQrsAbout = (): OutgoingResponse => json(200, ABOUT)
