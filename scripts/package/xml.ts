const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' }

/** Escapes a text for an element or an attribute. */
export const escapeXml = (text: string): string => text.replace(/[&<"]/g, found => entities[found] ?? found)
