import type { FieldError } from './field-error.ts'

/** What is wrong with a field, if it is the one that was refused. */
export const errorForField = (field: string, fieldError: FieldError | undefined): FieldError | undefined =>
  fieldError?.field === field ? fieldError : undefined
