/**
 * The files of the package that test tools import, by the module that each is built from. They lie beside the
 * folder of the program, whose rare parts they load. The module of the first one has the state.
 */
export const fixtureFiles = {
  'companion/fixtures/session.ts': 'session.mjs',
  'companion/fixtures/index.ts': 'index.mjs',
  'companion/fixtures/playwright.ts': 'playwright.mjs',
  'companion/fixtures/cypress.ts': 'cypress.mjs',
  'companion/fixtures/qlik-api.ts': 'qlik-api.mjs',
  'companion/fixtures/enigma.ts': 'enigma.mjs',
} as const
