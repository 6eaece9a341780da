/** Tells whether somebody sees the page: now, and whenever that changes. */
export function whileSeen(tell: (isSeen: boolean) => void): void {
  const told = (): void => tell(!document.hidden)
  document.addEventListener('visibilitychange', told)
  told()
}
