/** What people can do about the mistakes that they make in YAML. */
const remedies: Record<string, string> = {
  DUPLICATE_KEY: 'Remove one of the two keys, or join their values.',
  BAD_DQ_ESCAPE: 'Use single quotation marks: they keep a backslash.',
  TAB_AS_INDENT: 'Indent with spaces.',
  BAD_INDENT: 'Indent the line like the lines that belong to it, and close each bracket.',
  MISSING_CHAR: 'Add the missing character.',
  BLOCK_AS_IMPLICIT_KEY: 'Put quotation marks around a text that contains a colon.',
  BAD_SCALAR_START: 'Put quotation marks around the text.',
  MULTIPLE_DOCS: 'Keep one document: remove the line "---" and what follows.',
  TAG_RESOLVE_FAILED: 'Remove the tag.',
  BAD_ALIAS: 'Put quotation marks around a text that begins with "*" or "&".',
  KEY_OVER_1024_CHARS: 'Close the quotation marks or brackets before the colon.',
  UNEXPECTED_TOKEN: 'Put quotation marks around the text, or close the bracket before it.',
}

/** Returns what is wrong and what to do. */
export function explainYamlError(code: string, message: string): [problem: string, remedy: string] {
  if (code === 'RESOURCE_EXHAUSTION')
    return ['Lists are nested too deeply', 'Remove the brackets that do not belong here.']
  const problem = message.split('\n', 1)[0] ?? message
  return [
    code === 'MULTIPLE_DOCS' ? 'The file contains more than one document' : problem.replace(/\.$/, ''),
    remedies[code] ?? 'Correct the YAML here. Quotation marks around texts often help.',
  ]
}
