/** Pairs of names that differ only in case, as .NET sees it. */
export const sameNames = [
  ['kate', 'KATE'],
  ['straße', 'STRAßE'],
  ['jürgen', 'JÜRGEN'],
  ['zu\u0308rich', 'ZU\u0308RICH'],
  ['анна', 'АННА'],
  ['ωmega', 'Ωmega'],
  ['ǆ', 'Ǆ'],
  ['\u{10428}', '\u{10400}'],
] as const

/** Pairs of names that only look the same, or that only another folding makes the same. */
export const otherNames = [
  ['kate', '\u212aate', 'Kelvin sign'],
  ['sam', '\u017fam', 'long s'],
  ['iris', '\u0130ris', 'I with a dot'],
  ['iris', '\u0131ris', 'i without a dot'],
  ['IRIS', '\u0131RIS', 'i without a dot'],
  ['\u0130ris', 'i\u0307ris', 'its full lower case'],
  ['straße', 'STRASSE', 'full upper case'],
  ['straße', 'STRA\u1e9eE', 'capital sharp s'],
  ['ﬁnn', 'FINN', 'a ligature'],
  ['z\u00fcrich', 'zu\u0308rich', 'composed and decomposed'],
  ['\u00e5sa', '\u212bsa', 'Angstrom sign'],
  ['anna', 'аnna', 'a Cyrillic letter'],
  ['User1', 'User１', 'a wide digit'],
] as const
