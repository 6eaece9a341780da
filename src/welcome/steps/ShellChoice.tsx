import type { Shell } from '#protocol/quote-shell'
import { t } from '#ui/i18n.ts'

export interface ShellChoiceProps {
  shells: readonly Shell[]
  shell: Shell
  onChoose: (shell: Shell) => void
}

/** Lets the tester choose the shell, because those of Windows quote differently. */
export const ShellChoice = ({ shells, shell, onChoose }: ShellChoiceProps) => (
  <fieldset class="shells">
    <legend>{t('welcome.newSiteShell')}</legend>
    {shells.map(one => (
      <label key={one}>
        <input type="radio" name="shell" checked={one === shell} onChange={() => onChoose(one)} />
        {shellNames[one]}
      </label>
    ))}
  </fieldset>
)

/** Names of programs are not translated. */
const shellNames: Record<Shell, string> = { sh: 'sh', powershell: 'PowerShell', cmd: 'cmd' }
