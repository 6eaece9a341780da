import type { CypressSession, CypressSignIn } from 'hubpass/cypress'

declare global {
  namespace Cypress {
    interface Chainable {
      /** Signs in, or restores the session if the hub still knows it. */
      signIn(session: CypressSignIn): Chainable<void>
    }
  }
}

Cypress.Commands.add('signIn', session => {
  cy.session(
    session,
    () => {
      cy.task<CypressSession>('hubpass:signIn', session).then(({ name, value, options }) => {
        cy.setCookie(name, value, { ...options, log: false })
      })
    },
    {
      validate() {
        cy.task('hubpass:whoami', session).should('eq', session.user)
      },
      cacheAcrossSpecs: true,
    },
  )
})
