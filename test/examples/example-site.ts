import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { fromRoot } from '../../scripts/setup/root.mjs'
import { QlikSenseDouble } from '../doubles/qlik-sense/double.ts'
import { siteConfigFor, writeConfig } from '../support/site-config.ts'
import { createTemporaryHome } from '../support/temporary-home.ts'

export interface ProgramOutput {
  code: number
  stdout: string
  stderr: string
}

/** A double and a home with the site `acme`, for the programs in `examples/`. */
export interface ExampleSite extends AsyncDisposable {
  home: string
  qlik: QlikSenseDouble
  env: NodeJS.ProcessEnv
  /** Runs a program of Node. Paths begin at the root of the repository. */
  run(args: readonly string[], more?: NodeJS.ProcessEnv): Promise<ProgramOutput>
}

/** Starts both. Node trusts the root of the site, as testers must tell it to. */
export async function startExampleSite(): Promise<ExampleSite> {
  const home = await createTemporaryHome()
  const qlik = await QlikSenseDouble.start({ hardened: true })
  await writeConfig(home.path, siteConfigFor(qlik))
  const env = {
    ...process.env,
    HUBPASS_HOME: home.path,
    NODE_EXTRA_CA_CERTS: join(qlik.certificates.folder, 'root.pem'),
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
  }
  return {
    ...{ home: home.path, qlik, env },
    run: (args, more = {}) => runNode(args, { ...env, ...more }),
    async [Symbol.asyncDispose]() {
      await qlik[Symbol.asyncDispose]()
      await home[Symbol.asyncDispose]()
    },
  }
}

const runNode = (args: readonly string[], env: NodeJS.ProcessEnv): Promise<ProgramOutput> =>
  new Promise(resolve => {
    execFile(process.execPath, args, { env, cwd: fromRoot() }, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1
      resolve({ code, stdout, stderr })
    })
  })
