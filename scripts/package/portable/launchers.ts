import { nodeVariables } from '../../../companion/install/node-variables.ts'

/**
 * Starts the program with the Node beside it, wherever the folder lies and through links to it. Unsets what
 * would change that Node. HUBPASS_LAUNCHER lets printed commands name this file.
 */
export const unixLauncher = `#!/bin/sh
file=$0
while [ -L "$file" ]; do
  target=$(readlink -- "$file")
  case $target in
    /*) file=$target ;;
    *) file=$(dirname -- "$file")/$target ;;
  esac
done
folder=$(CDPATH= cd -- "$(dirname -- "$file")" && pwd -P) || exit
unset ${nodeVariables.join(' ')}
HUBPASS_LAUNCHER=$folder/hubpass
export HUBPASS_LAUNCHER
exec "$folder/node" "$folder/companion/hubpass.mjs" "$@"
`

/** The same for Windows. ASCII alone, because Windows reads it in the code page of the machine. */
export const windowsLauncher = [
  '@echo off',
  'setlocal',
  `for %%v in (${nodeVariables.join(' ')}) do set "%%v="`,
  'set "HUBPASS_LAUNCHER=%~f0"',
  '"%~dp0node.exe" "%~dp0companion\\hubpass.mjs" %*',
  '',
].join('\r\n')
