import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import fr from './fr.json' with { type: 'json' }
import ja from './ja.json' with { type: 'json' }

/** All texts by language. Only dialogs of the companion use them: the command line is in English. */
export const catalogues: Readonly<Record<string, Readonly<Record<string, string>>>> = { de, en, fr, ja }
