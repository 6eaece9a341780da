/** What is checked when the tester presses *Sign in*. */
export { findFieldError } from './field-error.ts'
export { isAlreadyHere } from './is-already-here.ts'
