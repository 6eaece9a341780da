import type { CommandHandler } from './index.ts'

/** Stops another request, which then answers CANCELLED itself. */
export const cancel: CommandHandler<'cancel'> = ({ request }, context) => ({
  cancelled: context.cancel(request),
})
