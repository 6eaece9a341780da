import { t } from '#ui/i18n.ts'
import type { Shell } from '../shell.ts'

export interface ShellChoiceProps {
  shells: readonly Shell[]
  shell: Shell
  onChoose: (shell: Shell) => void
}

/** Windows has two that quote differently. */
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

/** Names of programs, the same in every language. */
const shellNames: Record<Shell, string> = { sh: 'sh', powershell: 'PowerShell', cmd: 'cmd' }
