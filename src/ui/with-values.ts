/** A message with its values in the places of `$1` to `$9`, as `browser.i18n.getMessage` does it. */
export const interpolate = (message: string, values: readonly string[]): string =>
  message.replace(/\$(\d)/g, (_, place) => values[Number(place) - 1] ?? '')
