import type { Command } from 'commander'

/** Adds the options of a site that `site add` and `site edit` share. */
export const addSiteOptions = (command: Command): Command =>
  command
    .option('--pem <folder>', 'folder with client.pem, client_key.pem and root.pem, as exported by the QMC')
    .option('--cert <file>', 'client certificate in PEM format, instead of --pem')
    .option('--key <file>', 'private key of the certificate in PEM format')
    .option('--pfx <file>', 'PFX file with client certificate and key, instead of --pem')
    .option('--windows-store <thumbprint>', 'certificate in the Windows store; its key stays there')
    .option('--thumbprint <digits>', 'the certificate to use, if there are several')
    .option(
      '--ca <file>',
      'root certificate of the site, PEM or DER (default: from the PFX file, or root.pem or root.cer next to it)',
    )
    .option('--passphrase-env <variable>', 'environment variable with the passphrase of the key or PFX file')
    .option('--qps <host:port>', "REST API of the Proxy Service (default: the hub's host, port 4243)")
    .option('--qrs <host:port>', "Repository Service (default: the hub's host, port 4242)")
    .option('--tls-server-name <name>', 'name in the server certificate, if it differs from the host')
    .option(
      '--users <pattern...>',
      'users who may be impersonated, for example "TESTING_*\\*" (default: anybody)',
    )
    .option(
      '--session-ids <form>',
      'form of new session ids: guid, or base64url with more random bits (default: guid)',
    )
