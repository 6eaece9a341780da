/**
 * Returns what distinguishes cookies of the same name. A partitioned cookie and another one of the
 * same domain and path are two cookies.
 */
export const toCookieKey = ({
  domain,
  path,
  partitionKey,
}: {
  domain: string
  path: string
  partitionKey?: { topLevelSite: string } | undefined
}): string =>
  `${domain}${path}${partitionKey === undefined ? '' : `; Partitioned (${partitionKey.topLevelSite})`}`
