/** The libraries that write shared files. The build makes one file of this module (build/companion-files.ts). */
export { writeFile } from 'atomically'
export { lock } from 'proper-lockfile'

// The libraries end the process with this signal, unless something else listens. Node.js ignores it: a
// file that exceeds the limit of the account only fails to be written.
process.on('SIGXFSZ', () => {})
