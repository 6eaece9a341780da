/** Tells whether somebody sees the page: now, and whenever that changes. */
export function whilePageVisible(onChange: (isSeen: boolean) => void): void {
  const report = (): void => onChange(!document.hidden)
  document.addEventListener('visibilitychange', report)
  report()
}
