/** A package whose code is in a build. */
export interface ShippedPackage {
  name: string
  version: string
  license: string
}

/** Returns the packages that a file of build/third-party-notices.ts names. Throws for a section without a name. */
export const parseNotices = (text: string): ShippedPackage[] =>
  text
    .split(/^-{80}$/m)
    .slice(1)
    .map(parseSection)

function parseSection(section: string): ShippedPackage {
  const [, name, version, license] = /^\s*(\S+) (\d\S*) \((.+)\)$/m.exec(section) ?? []
  if (name === undefined || version === undefined || license === undefined)
    throw new Error(`A notice names no package: ${section.trim().slice(0, 80)}`)
  return { name, version, license }
}
