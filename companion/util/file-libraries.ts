/** The libraries that write shared files. The build makes one file of this module (build/companion-files.ts). */
export { writeFile } from 'atomically'
export { lock } from 'proper-lockfile'
