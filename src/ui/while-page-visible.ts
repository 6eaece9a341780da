/** Reports whether the page is visible, now and after every change. */
export function whilePageVisible(onChange: (isVisible: boolean) => void): void {
  const report = (): void => onChange(!document.hidden)
  document.addEventListener('visibilitychange', report)
  report()
}
