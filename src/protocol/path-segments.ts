/**
 * Returns whether a text, read as a path, has an empty, `.` or `..` segment, so that it could leave
 * its place in the path of a request. A server may decode `%2f`, `%5c` and `%2e`, more than once,
 * or read characters such as U+FF0F or U+2215 as the ASCII characters that they resemble. Takes more
 * than linear time to order combining characters, so limit the text first.
 */
export const hasUnsafeSegment = (text: string): boolean =>
  // Most texts have only these characters, which lead nowhere.
  !/^[\w-]+$/.test(text) &&
  text
    .normalize('NFKC')
    .replace(/%(?:25)*(2e|2f|5c)/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    .split(/[\\/\u2044\u2215\u2216]/)
    // Windows removes dots and blanks at the end of a segment.
    .some(segment => /^[\s.]*$/.test(segment))
