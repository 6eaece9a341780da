/** The license of the double: how much it has of each kind. */
export const TOTALS = {
  professional: 25,
  analyzer: 25,
  tokens: 100,
  analyzerTimeMinutes: 1000,
  logins: 50,
} as const

/** How much of the access of rules the users have used. */
export const USED = { analyzerTimeMinutes: 60, logins: 10 } as const

/** A token buys ten logins. */
export const LOGIN_COST = 0.1
