import { fileURLToPath } from 'node:url'

/** The arguments with which Python starts Locust. */
export const locustProgram: readonly string[] = [fileURLToPath(new URL('run-locust.py', import.meta.url))]
