import * as v from 'valibot'
import { VirtualProxySchema } from '#protocol/commands'
import { IdentitySchema } from '#protocol/identity'
import { RunSchema } from './run.ts'

/** A cookie without its value, which is the session id. */
export const ReportedCookieSchema = v.object({
  name: v.string(),
  /** With a leading dot unless it is host-only. */
  domain: v.string(),
  hostOnly: v.boolean(),
  path: v.string(),
  secure: v.boolean(),
  httpOnly: v.boolean(),
  sameSite: v.picklist(['no_restriction', 'lax', 'strict', 'unspecified']),
})

const ValueSourceSchema = v.picklist(['virtual proxy', 'typed', 'default'])

/** All that is known of a run that has ended, but no session id: what evidence is made from. */
export const RunReportSchema = v.object({
  run: RunSchema,
  /** Milliseconds since 1970. */
  endedAt: v.number(),
  /** As it was asked for, so that it can be run again. */
  asked: v.object({
    site: v.string(),
    prefix: v.string(),
    identity: IdentitySchema,
    /** Empty when none was typed. */
    cookieName: v.string(),
    /** In a private window. */
    beside: v.optional(v.boolean()),
    persona: v.optional(v.string()),
  }),
  /** Origin of the hub, once the companion has told it. */
  hub: v.optional(v.string()),
  versions: v.object({ extension: v.string(), companion: v.optional(v.string()), browser: v.string() }),
  virtualProxy: v.optional(VirtualProxySchema),
  cookie: v.optional(
    v.object({
      meant: ReportedCookieSchema,
      sources: v.object({
        name: ValueSourceSchema,
        domain: ValueSourceSchema,
        secure: ValueSourceSchema,
        sameSite: ValueSourceSchema,
      }),
      /** The typed name, where the virtual proxy has another. */
      unusedName: v.optional(v.string()),
      /** As the browser gave it back; undefined when it was not there. */
      kept: v.optional(ReportedCookieSchema),
      /** How many cookies of that name were in its place before. */
      replaced: v.number(),
    }),
  ),
})

export type ReportedCookie = v.InferOutput<typeof ReportedCookieSchema>
export type RunReport = v.InferOutput<typeof RunReportSchema>
