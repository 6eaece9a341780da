import { describe, expect, it } from 'vitest'
import { personaColors } from '#shared/personas/persona-colors'

/** Relative luminance and contrast as WCAG 2.2 defines them. */
const linearChannel = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
const relativeLuminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(at =>
    linearChannel(Number.parseInt(colour.slice(at, at + 2), 16) / 255),
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrastRatio = (one: string, other: string): number => {
  const [darker = 0, lighter = 0] = [relativeLuminance(one), relativeLuminance(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}

/** As in src/ui/styles/tokens.css. */
const darkSurface = '#1a1c23'

describe.each(Object.entries(personaColors))('%s', (_, colour) => {
  it('has enough contrast to white letters', () =>
    expect(contrastRatio(colour, '#ffffff')).toBeGreaterThanOrEqual(4.5))
  it('has enough contrast to the dark popup', () =>
    expect(contrastRatio(colour, darkSurface)).toBeGreaterThanOrEqual(3))
})
