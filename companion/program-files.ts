/**
 * The files of the built program, by the module that each is built from. They lie in one folder, and the
 * last one starts the program.
 */
export const programFiles = {
  'companion/credentials/encryption/index.ts': 'forge.mjs',
  'companion/util/file-libraries.ts': 'files.mjs',
  'companion/config/find-json-problem.ts': 'json.mjs',
  'companion/system-dialog/index.ts': 'dialog.mjs',
  'companion/qlik/engine/socket.ts': 'engine.mjs',
  'companion/xray/index.ts': 'xray.mjs',
  'companion/check/index.ts': 'check.mjs',
  'companion/login-main.ts': 'login.mjs',
  'companion/main.ts': 'program.mjs',
  'companion/entry.ts': 'hubpass.mjs',
} as const

/** The folder beside them for Node's compile cache. */
export const compileCacheFolder = 'cache'
