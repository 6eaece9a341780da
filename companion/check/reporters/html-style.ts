/** The style of the page, light and dark. */
export const style = `
:root { color-scheme: light dark; --failed: light-dark(#b3261e, #ff8a80); --passed: light-dark(#1b6e3c, #7ddc9c);
  --undecided: light-dark(#7a5200, #ffcf70); --quiet: light-dark(#5c5f66, #a9adb5); --line: light-dark(#d5d8dd, #3d4148); }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0; overflow-wrap: anywhere; background: light-dark(#fff, #16181c); color: light-dark(#1c1e21, #e6e8ec); }
main { max-width: 75rem; margin: 0 auto; padding: clamp(.75rem, 4vw, 1.5rem); }
h1, h2, h3 { line-height: 1.25; } h3 { margin: 0; font-size: 1rem; overflow-wrap: anywhere; }
article { border: 1px solid var(--line); border-left: 4px solid var(--failed); border-radius: 4px; margin: .75rem 0; padding: .5rem .75rem; }
article.undecided { border-left-color: var(--undecided); }
ul { padding-left: 1.25rem; } code { overflow-wrap: anywhere; }
li.unexpected b, li.waiverExpired b, td.unexpected, td.waiverExpired, td.failed { color: var(--failed); }
li.undecided b, td.undecided { color: var(--undecided); }
td.expected, td.passed { color: var(--passed); } td.waived, td.notRun { color: var(--quiet); }
.quiet { color: var(--quiet); font-size: .9em; overflow-wrap: anywhere; }
.wide { overflow-x: auto; } .wide:focus-visible { outline: 2px solid; }
table { border-collapse: collapse; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; overflow-wrap: normal; } th[scope=row] { min-width: 8rem; max-width: 24rem; overflow-wrap: anywhere; } td a { color: inherit; }
`
