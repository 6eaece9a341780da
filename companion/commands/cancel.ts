import type { Handler } from './index.ts'

/** Stops another request, which then answers CANCELLED itself. */
export const cancel: Handler<'cancel'> = ({ request }, context) => ({ cancelled: context.cancel(request) })
