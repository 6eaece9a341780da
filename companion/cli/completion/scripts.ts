/**
 * The completion scripts. Each passes the words of the line to "hubpass complete" and offers the
 * lines of its output, so that they need no change when commands are added.
 */
export const completionScripts = {
  bash: `_hubpass() {
  local IFS=$'\\n'
  COMPREPLY=($("\${COMP_WORDS[0]}" complete -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
  if [ "\${#COMPREPLY[@]}" -eq 0 ]; then
    COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
  fi
}
complete -o filenames -F _hubpass hubpass
`,
  zsh: `#compdef hubpass
_hubpass() {
  local -a candidates
  candidates=("\${(@f)$("\${words[1]}" complete -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${candidates[1]}" ]]; then
    compadd -- "\${candidates[@]}"
  else
    _files
  fi
}
compdef _hubpass hubpass
`,
  fish: `function __hubpass_complete
    set -l words (commandline -opc) (commandline -ct)
    $words[1] complete -- $words[2..-1] 2>/dev/null
end
complete -c hubpass -a '(__hubpass_complete)'
`,
  powershell: `Register-ArgumentCompleter -Native -CommandName hubpass -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.Extent.Text })
  if ($wordToComplete -eq '') { $words += '""' }
  & $commandAst.CommandElements[0].Extent.Text complete -- @words 2>$null | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
  }
}
`,
} as const

export type CompletionShell = keyof typeof completionScripts

export const isCompletionShell = (name: string): name is CompletionShell =>
  Object.hasOwn(completionScripts, name)
