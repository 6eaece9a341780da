/** Returns the extension that started this process, as the browser names it (docs/facts/browsers-and-node.md §5.3). */
export function readCaller([, , first = '', second = '']: readonly string[] = process.argv): string {
  return first.startsWith('chrome-extension://') ? first.replace(/\/$/, '') : second
}
