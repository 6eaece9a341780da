import type { Place, Problems } from './problem.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Returns a function that fills in `${NAME}`. `$${NAME}` stands for the text `${NAME}`. Reports a variable
 * that is not set: an empty text would sign in another user.
 */
export const expandVariables =
  (environment: Environment, problems: Problems) =>
  (text: string, place: Place): string | undefined => {
    let isComplete = true
    const expanded = text.replace(/(\$?)\$\{([^}]*)\}/g, (written, dollar, name: string) => {
      if (dollar === '$') return written.slice(1)
      const isName = /^[A-Za-z_]\w*$/.test(name)
      const value = isName && Object.hasOwn(environment, name) ? environment[name] : undefined
      if (value !== undefined) return value
      isComplete = false
      if (isName)
        problems.add(
          place,
          `The environment variable ${name} is not set`,
          `Set ${name}, or write $\${${name}} for this text itself.`,
        )
      else
        problems.add(
          place,
          `\${${name}} names no environment variable`,
          `Use letters, digits and underscores, or write $\${${name}} for this text itself.`,
        )
      return ''
    })
    return isComplete ? expanded : undefined
  }
