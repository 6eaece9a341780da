/** The output of `npm start -- --help`. */
export const demoUsage = `npm start [-- OPTIONS]

Signs a tester in to an embedded Qlik Sense double, in a throwaway browser. With a display the browser stays open.

  --prefix PREFIX          virtual proxy: sales, for example (else the default one)
  --user 'DIRECTORY\\id'    whom to sign in (else DOMAIN\\User1)
  --attribute NAME=VALUE   attribute of the session; may be given several times
  --headless               without a window: tells each step, saves screenshots into test-results/demo/ and ends
  --help                   this text
`
