import type { DoubleFile } from '../../../check/prove/double-file.ts'

/** Beside the program. The build makes it of the Qlik Sense double, which no source here imports. */
const file: string = './double.mjs'

export const loadDouble = async (): Promise<DoubleFile> => await import(/* @vite-ignore */ file)
