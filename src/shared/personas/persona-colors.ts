/**
 * Backgrounds for white letters. Each has a contrast of at least 4.5 to white and 3 to the dark
 * surface, so that one palette fits light mode, dark mode and the toolbar.
 */
export const personaColors = {
  blue: '#1e6cd3',
  teal: '#0f7b83',
  green: '#207e3f',
  olive: '#846c0b',
  orange: '#b65014',
  red: '#cf313c',
  pink: '#c52e8e',
  violet: '#7c55d7',
} as const

export type PersonaColor = keyof typeof personaColors

export const personaColorNames = Object.keys(personaColors) as [PersonaColor, ...PersonaColor[]]
