/** Texts are found by the name of what they speak of: `why` and `noCookie` is `whyNoCookie`. */
export const capitalize = <Name extends string>(name: Name) =>
  // TypeScript does not follow a string through its letters.
  (name.charAt(0).toUpperCase() + name.slice(1)) as Capitalize<Name>
