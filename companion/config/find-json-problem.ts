import { printParseErrorCode, visit } from 'jsonc-parser'
import { type Message, message } from '#messages/message'
import { quote } from '#protocol/text'

/** A mistake and where it is. */
interface Problem {
  offset: number
  problem: Message
}

/** What the parser reports: its code, and the part of the text. */
interface ParserError {
  code: string
  text: string
  offset: number
  part: string
}

/**
 * Returns the line, the column and the remedy of the first mistake that people make in JSON, or
 * undefined if there is none. The build makes one file of this module
 * (build/companion-files.ts).
 */
export function findJsonProblem(text: string): Message | undefined {
  const namesByDepth: Set<string>[] = []
  const problems: Problem[] = []
  visit(
    text,
    {
      onObjectBegin: () => void namesByDepth.push(new Set()),
      onObjectEnd: () => void namesByDepth.pop(),
      onObjectProperty: (name, offset) => {
        const names = namesByDepth.at(-1)
        if (names?.has(name)) problems.push({ offset, problem: message('reason.jsonTwice', { name }) })
        names?.add(name)
      },
      onError: (code, offset, length) =>
        void problems.push(
          explain({
            code: printParseErrorCode(code),
            text,
            offset,
            part: text.slice(offset, offset + length),
          }),
        ),
    },
    { disallowComments: true },
  )
  const [first] = problems
  return first && message('reason.jsonProblem', { ...locate(text, first.offset), problem: first.problem })
}

/** As text, because a number would be localized. */
function locate(text: string, offset: number): { line: string; column: string } {
  const lines = text.slice(0, offset).split(/\r\n|\r|\n/)
  return { line: String(lines.length), column: String((lines.at(-1) ?? '').length + 1) }
}

function explain(error: ParserError): Problem {
  const { code, text, offset, part } = error
  const at = (problem: Message, index = offset): Problem => ({ offset: index, problem })
  if (part.startsWith('"') && !code.endsWith('Expected')) return explainText(error)
  if (/Comment/.test(code) || part.startsWith('#')) return at(message('reason.jsonComment'))
  if (quotePattern.test(part)) return at(message('reason.jsonQuotes', { found: part.charAt(0) }))
  const before = text.slice(0, offset).trimEnd()
  if (/^(Property|Value)/.test(code) && before.endsWith(',') && /^[}\]]?$/.test(part))
    return at(message('reason.jsonComma'), before.length - 1)
  if (/^(Property|Value)/.test(code) && part === ',') return at(message('reason.jsonComma'))
  if (part === '') return at(message('reason.jsonEnd'), before.length)
  if (code === 'EndOfFileExpected') return at(message('reason.jsonRest'))
  if (/^[\p{L}\p{N}_$-]/u.test(part) && /Symbol|Property/.test(code))
    return at(message('reason.jsonUnquoted', { found: quote(part).slice(1, -1) }))
  if (code === 'CommaExpected' && !/^[}\]]/.test(part)) return at(message('reason.jsonCommaMissing'))
  if (code === 'ColonExpected') return at(message('reason.jsonColonMissing'))
  return at(message('reason.jsonUnexpected', { found: describeCharacter(part) }))
}

/** Quotes of other programs and languages; editors replace straight ones by them. */
const quotePattern = /^['`´‘’‚‛“”„‟«»‹›′″＂＇]/u

/** Explains a text in double quotes: a wrong escape, a control character or a missing end. */
function explainText({ code, offset, part }: ParserError): Problem {
  const backslash = /\\(?!["\\/bfnrt]|u[0-9a-f]{4})/i.exec(part)?.index ?? part.lastIndexOf('\\')
  if (backslash >= 0 && code !== 'InvalidCharacter')
    return { offset: offset + backslash, problem: message('reason.jsonBackslash') }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is searched.
  const control = part.search(/[\0-\x1f]/)
  return control < 0
    ? { offset, problem: message('reason.jsonTextEnd') }
    : {
        offset: offset + control,
        problem: message('reason.jsonUnexpected', { found: describeCharacter(part.slice(control)) }),
      }
}

/** Names an invisible character by its number. */
function describeCharacter(text: string): string {
  const [character = ''] = text
  if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(character)) return quote(character)
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}
