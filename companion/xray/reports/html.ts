import { inEnglish } from '#messages/checks/english'
import { escapeMarkup } from '../../util/markup.ts'
import type { EnglishCheck, EnglishResult } from '../english-result.ts'
import { describeAccess } from './access.ts'
import { formatCoverageTable } from './coverage-table.ts'
import { describeTarget, explain, formatRemedy, select, summarize, verdicts, verdictTitles } from './sort.ts'

/** Formats a result as one page without other files and without scripts. */
export function formatHtml(result: EnglishResult): string {
  const sections = verdicts.flatMap(verdict => {
    const checks = select(result, verdict)
    if (checks.length === 0) return []
    return [`<h2>${verdictTitles[verdict]} (${checks.length})</h2>`, ...checks.map(formatCheck)]
  })
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>X-ray of a session: ${escapeMarkup(result.user)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>X-ray of a session</h1>
<p><strong>${escapeMarkup(summarize(result))}</strong></p>
<p>${[describeTarget(result), ...describeAccess(result)].map(escapeMarkup).join('<br>')}</p>
${sections.join('\n')}
<h2>ASVS 5.0 coverage</h2>
${formatCoverageTable(result)}
</main>
</body>
</html>
`
}

function formatCheck(check: EnglishCheck): string {
  const { id, title, severity, verdict, message, evidence, remedy, references } = check
  const { asked, why } = explain(check)
  const isOpen = verdict === 'failed' ? ' open' : ''
  const lines = [
    `<p>${escapeMarkup(inEnglish(asked))}</p>`,
    `<p>${escapeMarkup(inEnglish(why))}</p>`,
    ...(evidence.length === 0
      ? []
      : [`<ul>${evidence.map(line => `<li><code>${escapeMarkup(line)}</code></li>`).join('')}</ul>`]),
    ...(remedy === undefined
      ? []
      : [`<p><strong>Remedy:</strong> ${escapeMarkup(formatRemedy(remedy))}</p>`]),
    `<p class="references">${references.map(escapeMarkup).join(' · ')}</p>`,
  ]
  return `<details class="${verdict}"${isOpen}>
<summary><b>${id} ${escapeMarkup(title)}</b> <span>${verdict} · ${severity}</span><br>${escapeMarkup(message)}</summary>
${lines.join('\n')}
</details>`
}

const style = `
:root { color-scheme: light dark; --failed: light-dark(#b3261e, #ff8a80); --passed: light-dark(#1b6e3c, #7ddc9c);
  --undecided: light-dark(#7a5200, #ffcf70); --skipped: light-dark(#5c5f66, #a9adb5); --line: light-dark(#d5d8dd, #3d4148); }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0; overflow-wrap: anywhere; background: light-dark(#fff, #16181c); color: light-dark(#1c1e21, #e6e8ec); }
main { max-width: 60rem; margin: 0 auto; padding: clamp(.75rem, 4vw, 1.5rem); }
details { border: 1px solid var(--line); border-left: 4px solid var(--skipped); border-radius: 4px; margin: .5rem 0; padding: .5rem .75rem; }
details.failed { border-left-color: var(--failed); } details.passed { border-left-color: var(--passed); }
details.undecided { border-left-color: var(--undecided); }
summary { cursor: pointer; } summary span { font-size: .85em; }
.failed summary span, td.failed { color: var(--failed); } .passed summary span, td.passed { color: var(--passed); }
.undecided summary span, td.undecided { color: var(--undecided); } .skipped summary span { color: var(--skipped); }
ul { padding-left: 1.2rem; } .references { font-size: .85em; color: light-dark(#5c5f66, #a9adb5); }
table { border-collapse: collapse; width: 100%; } th, td { border-bottom: 1px solid var(--line); padding: .3rem .5rem; text-align: left; }
`
