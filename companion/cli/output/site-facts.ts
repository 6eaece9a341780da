import type { CredentialSource, SiteConfiguration } from '../../config/schema.ts'

/** A site for people, fact by fact; one that is undefined is not worth a word. */
export const getSiteProperties = (site: SiteConfiguration): Record<string, string | undefined> => ({
  Hub: site.hub,
  QPS: site.qps,
  QRS: site.qrs,
  ...getCredentialProperties(site.credential),
  'Server name': site.tlsServerName,
  Users: site.users?.join(', ') ?? 'anybody',
})

function getCredentialProperties(source: CredentialSource): Record<string, string | undefined> {
  if (source.kind === 'windows-store')
    return { Certificate: `${source.store}\\MY\\${source.thumbprint}`, Root: source.root }
  const Passphrase =
    source.passphraseEnv === undefined ? undefined : `in the variable ${source.passphraseEnv}`
  if (source.kind === 'pfx') return { PFX: source.file, Root: source.root, Passphrase }
  return { Certificate: source.certificate, Key: source.key, Root: source.root, Passphrase }
}
