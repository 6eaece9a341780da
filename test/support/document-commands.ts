import { readRepositoryFile } from './repository.ts'

/** The text of a document before its first section, or of one section. Throws if the section is missing. */
export function readSection(file: string, title?: string): string {
  const [introduction = '', ...sections] = readRepositoryFile(file).split(/^## /m)
  if (title === undefined) return introduction
  const section = sections.find(each => each.startsWith(`${title}\n`))
  if (section === undefined) throw new Error(`${file} has no section ${title}.`)
  return section
}

/** Returns the blocks of commands for a Unix shell in a text, in their order and without their indentation. */
export const listShellBlocks = (text: string): string[] =>
  [...text.matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm)].map(([, indent = '', block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  )
