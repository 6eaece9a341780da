import { compileCacheFolder } from './program-files.ts'

declare module 'node:module' {
  /** Node 22.1 and later. */
  const enableCompileCache: ((folder: string) => unknown) | undefined
}

// Node 21 and 22.0 to 22.2 lack this function, which the build uses for all modules of Node.
process.getBuiltinModule ??= (await import('node:module')).createRequire(import.meta.url)

// The cache contains code that will run, so it is as private as the program: in the folder of the
// program, not in the temporary folder that all users share. Node ignores a folder that it cannot write.
process.getBuiltinModule('node:module').enableCompileCache?.(`${import.meta.dirname}/${compileCacheFolder}`)

// The cache serves only modules that are loaded after it was enabled. Scripts call `login` often, and
// a file without the other commands compiles sooner.
await (process.argv[2] === 'login' ? import('./login-main.ts') : import('./main.ts'))
