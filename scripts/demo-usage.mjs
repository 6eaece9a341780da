/** The output of `npm start -- --help`. */
export const demoUsage = `npm start [-- OPTIONS]

Signs a tester in to an embedded Qlik Sense double, in a throwaway browser. With a display the browser stays open.

  --prefix PREFIX          virtual proxy prefix, for example sales (default: none)
  --user "DIRECTORY\\id"    user to sign in (default: DOMAIN\\User1)
  --attribute NAME=VALUE   attribute of the session; repeatable
  --headless               run without a window, print each step, save screenshots in test-results/demo/ and exit
  --help                   show this help
`
