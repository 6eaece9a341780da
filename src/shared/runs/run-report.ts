import * as v from 'valibot'
import { IdentitySchema } from '#protocol/identity'
import { VirtualProxySchema } from '#protocol/virtual-proxy'
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

/** The versions of all parts, for reports. */
export const VersionsSchema = v.object({
  extension: v.string(),
  companion: v.optional(v.string()),
  browser: v.string(),
})

/** Everything known about a finished run except the session id. Reports are made from it. */
export const RunReportSchema = v.object({
  run: RunSchema,
  /** Milliseconds since 1970. */
  endedAt: v.number(),
  /** The original request, so that it can be repeated. */
  asked: v.object({
    site: v.string(),
    prefix: v.string(),
    identity: IdentitySchema,
    /** Empty if none was typed. */
    cookieName: v.string(),
    /** Whether that name was to be used although the QMC has another one. */
    usesTypedName: v.optional(v.boolean()),
    /** Whether the sign-in was in a private window. */
    beside: v.optional(v.boolean()),
    persona: v.optional(v.string()),
  }),
  /** The origin of the hub, if the companion has sent it. */
  hub: v.optional(v.string()),
  versions: VersionsSchema,
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
      /** The typed name, if the virtual proxy has another one. */
      unusedName: v.optional(v.string()),
      /** The name of the virtual proxy, if the tester chose to use another one. */
      overriddenName: v.optional(v.string()),
      /** As read back from the browser; undefined if it was missing. */
      kept: v.optional(ReportedCookieSchema),
      /** The number of cookies of the same name that it replaced. */
      replaced: v.number(),
    }),
  ),
})

export type ReportedCookie = v.InferOutput<typeof ReportedCookieSchema>
export type RunReport = v.InferOutput<typeof RunReportSchema>
