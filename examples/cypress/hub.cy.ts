describe('the hub', () => {
  beforeEach(() => {
    cy.signIn({ site: 'acme', prefix: 'sales', user: 'TESTING\\anna' })
  })

  it('opens for anna', () => {
    cy.visit('hub/')
    cy.request('qps/user').its('body.userId').should('eq', 'anna')
  })
})
