import type { credentialFindings } from '#protocol/findings/credential'
import type { Translated } from '../translated.ts'
import { fragments } from './fragments.ts'

const roles: Record<string, string> = {
  'client certificate': 'certificat client',
  'private key': 'clé privée',
  'root certificate': 'certificat racine',
  'Windows certificate store': 'magasin de certificats de Windows',
}
const roleOf = (role: string): string => roles[role] ?? role

export const credential: Translated<typeof credentialFindings> = {
  CREDENTIAL_FILE_MISSING: ({ path, role }) => ({
    message: `Rien à l’emplacement ${path} (${roleOf(role)}).`,
    remedy:
      'Exportez les certificats de ce site depuis la QMC (Certificats, format PEM) dans ce dossier, ou corrigez le chemin.',
  }),
  CREDENTIAL_FILE_UNREADABLE: ({ path, role, reason }) => ({
    message: `${path} (${roleOf(role)}) est illisible : ${reason}.`,
    remedy: 'Indiquez un fichier, et donnez à votre compte le droit de le lire.',
  }),
  CREDENTIAL_NOT_PEM: ({ path, role, found }) => ({
    message: `${path} n’est pas un fichier PEM (${roleOf(role)}) ; il contient : ${found}.`,
    remedy:
      role === 'client certificate' && found === fragments['a private key']
        ? 'Le certificat et la clé semblent intervertis : --cert prend le certificat, --key la clé privée.'
        : 'Exportez les certificats depuis la QMC au format PEM, pas au format Windows.',
  }),
  CERTIFICATE_EXPIRED: ({ path, validTo }) => ({
    message: `Le certificat ${path} a expiré le ${validTo}.`,
    remedy: 'Exportez un nouveau certificat client depuis la QMC de ce site.',
  }),
  CERTIFICATE_NOT_YET_VALID: ({ path, validFrom }) => ({
    message: `Le certificat ${path} n’est pas valable avant le ${validFrom}.`,
    remedy: 'Vérifiez l’horloge de cette machine et celle du serveur qui l’a émis.',
  }),
  KEY_MISSING: ({ path }) => ({
    message: `${path} ne contient aucune clé privée.`,
    remedy:
      'Utilisez la clé privée du même export : client_key.pem à côté de client.pem, ou un fichier PFX exporté avec sa clé.',
  }),
  KEY_MISMATCH: ({ certificate, key }) => ({
    message: `La clé ${key} n’appartient pas au certificat ${certificate}.`,
    remedy: 'Utilisez client.pem et client_key.pem du même export.',
  }),
  KEY_ENCRYPTED: ({ path, variable }) => ({
    message:
      variable === undefined
        ? `La clé dans ${path} est chiffrée et aucune phrase secrète n’est configurée.`
        : `La clé dans ${path} est chiffrée et la variable d’environnement ${variable} ne contient aucune phrase secrète.`,
    remedy:
      variable === undefined
        ? 'Indiquez la variable d’environnement qui contient la phrase secrète : "hubpass site add … --passphrase-env VAR".'
        : `Mettez la phrase secrète dans ${variable}, là où le compagnon est démarré.`,
  }),
  PASSPHRASE_WRONG: ({ path, variable }) => ({
    message: `La phrase secrète${variable === undefined ? '' : ` de ${variable}`} n’ouvre pas ${path}.`,
    remedy: 'Corrigez la phrase secrète, ou exportez de nouveau les certificats.',
  }),
  PFX_UNREADABLE: ({ path, reason }) => ({
    message: `Le fichier PFX ${path} ne peut pas être lu : ${reason}.`,
    remedy: 'Exportez de nouveau les certificats depuis la QMC.',
  }),
  CERTIFICATE_NOT_FROM_SITE: ({ path, issuer, root, rootPath }) => ({
    message:
      issuer === root
        ? `Le certificat ${path} a été émis par un autre "${issuer}" que la racine ${rootPath} : même nom, autre clé.`
        : `Le certificat ${path} a été émis par "${issuer}", la racine ${rootPath} est "${root}".`,
    remedy: 'Utilisez client.pem, client_key.pem et root.pem d’un seul export, fait sur ce site précis.',
  }),
  CERTIFICATE_AMBIGUOUS: ({ candidates }) => ({
    message: `Plusieurs certificats conviennent : ${candidates.join(' ; ')}.`,
    remedy:
      'Dites lequel : --pem avec son dossier, --pfx avec son fichier, ou --windows-store avec son empreinte.',
  }),
  CERTIFICATE_NOT_FOUND: ({ wanted, found }) => ({
    message:
      found.length === 0
        ? 'Aucun certificat client n’a été trouvé aux emplacements habituels.'
        : `Aucun des certificats trouvés n’est utilisable et émis par ${wanted.join(' ou ')} : ${found.join(' ; ')}.`,
    remedy:
      'Dites où il est : --pem avec un dossier, --pfx avec un fichier, ou --windows-store avec une empreinte.',
  }),
  CERTIFICATE_EXPIRES_SOON: ({ path, validTo, days }) => ({
    message: `Le certificat ${path} expire dans ${days} jours, le ${validTo}.`,
    remedy: 'Exportez à temps un nouveau certificat client depuis la QMC de ce site.',
  }),
  CERTIFICATE_NOT_FOR_CLIENTS: ({ path, role }) => ({
    message:
      role === undefined
        ? `Le certificat ${path} ne dit pas que Qlik Sense l’a fait pour des clients.`
        : `Qlik Sense a fait le certificat ${path} pour le rôle "${role}", pas pour "Client".`,
    remedy: 'Utilisez client.pem de l’export ; si la connexion réussit avec celui-ci, il n’y a rien à faire.',
  }),
}
