/** Returns the placeholders of a text, each once. */
export const placeholdersIn = (text = ''): string[] => [...new Set(text.match(/\{[\w:]+\}/g))].sort()
