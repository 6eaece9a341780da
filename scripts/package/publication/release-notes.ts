/**
 * Returns what CHANGELOG.md says about a version, without its heading. Throws if it says nothing, because a
 * release without notes was not prepared.
 */
export function readReleaseNotes(changelog: string, version: string): string {
  const section = changelog.split(/^## /m).find(each =>
    each
      .split('\n')[0]
      ?.split(/[\s[\]]+/)
      .includes(version),
  )
  const notes = section?.slice(section.indexOf('\n')).trim()
  if (!notes)
    throw new Error(
      `CHANGELOG.md has no section ${version}. Give the section Unreleased that version and a date.`,
    )
  return `${notes}\n`
}
