/**
 * The name of the port between a page and the background: intents one way, states the other. In a file of its own, so that pages
 * do not carry the schemas of intents.
 */
export const pagePortName = 'page'
