import type { credentialFindings } from '#protocol/findings/credential'
import type { Translated } from '../translated.ts'
import { fragments } from './fragments.ts'

/** The roles of files, with what German needs around them. */
const roles: Record<string, { none: string; the: string }> = {
  'client certificate': { none: 'kein Clientzertifikat', the: 'Das Clientzertifikat' },
  'private key': { none: 'kein privater Schlüssel', the: 'Der private Schlüssel' },
  'Windows certificate store': { none: 'kein Zertifikatspeicher', the: 'Der Zertifikatspeicher von Windows' },
  'root certificate': { none: 'kein Stammzertifikat', the: 'Das Stammzertifikat' },
}
const roleOf = (role: string) => roles[role] ?? { none: `keine Datei (${role})`, the: `Die Datei (${role})` }

const exportAgain = 'Exportieren Sie die Zertifikate noch einmal aus der QMC.'

export const credential: Translated<typeof credentialFindings> = {
  CREDENTIAL_FILE_MISSING: ({ path, role }) => ({
    message: `Unter ${path} liegt ${roleOf(role).none}.`,
    remedy:
      'Exportieren Sie die Zertifikate dieser Site aus der QMC (Zertifikate, Format PEM) in diesen Ordner, oder berichtigen Sie den Pfad.',
  }),
  CREDENTIAL_FILE_UNREADABLE: ({ path, role, reason }) => ({
    message: `${roleOf(role).the} ${path} ist nicht zu lesen: ${reason}.`,
    remedy: 'Nennen Sie eine Datei, und geben Sie Ihrem Konto das Recht, sie zu lesen.',
  }),
  CREDENTIAL_NOT_PEM: ({ path, role, found }) => ({
    message: `${path} ist ${roleOf(role).none} im PEM-Format; die Datei enthält: ${found}.`,
    remedy:
      role === 'client certificate' && found === fragments['a private key']
        ? 'Zertifikat und Schlüssel scheinen vertauscht: --cert nimmt das Zertifikat, --key den privaten Schlüssel.'
        : 'Exportieren Sie die Zertifikate aus der QMC als PEM, nicht im Windows-Format.',
  }),
  CERTIFICATE_EXPIRED: ({ path, validTo }) => ({
    message: `Das Zertifikat ${path} ist am ${validTo} abgelaufen.`,
    remedy: 'Exportieren Sie ein neues Clientzertifikat aus der QMC dieser Site.',
  }),
  CERTIFICATE_NOT_YET_VALID: ({ path, validFrom }) => ({
    message: `Das Zertifikat ${path} gilt erst ab ${validFrom}.`,
    remedy: 'Prüfen Sie die Uhr dieses Rechners und die des Servers, der es ausgestellt hat.',
  }),
  KEY_MISSING: ({ path }) => ({
    message: `${path} enthält keinen privaten Schlüssel.`,
    remedy:
      'Nehmen Sie den privaten Schlüssel desselben Exports: client_key.pem neben client.pem, oder eine PFX-Datei, die mit ihrem Schlüssel exportiert wurde.',
  }),
  KEY_MISMATCH: ({ certificate, key }) => ({
    message: `Der Schlüssel ${key} gehört nicht zum Zertifikat ${certificate}.`,
    remedy: 'Nehmen Sie client.pem und client_key.pem desselben Exports.',
  }),
  KEY_ENCRYPTED: ({ path, variable }) => ({
    message:
      variable === undefined
        ? `Der Schlüssel in ${path} ist verschlüsselt, und es ist keine Passphrase eingerichtet.`
        : `Der Schlüssel in ${path} ist verschlüsselt, und die Umgebungsvariable ${variable} enthält keine Passphrase.`,
    remedy:
      variable === undefined
        ? 'Nennen Sie die Umgebungsvariable, die die Passphrase enthält: "hubpass site add … --passphrase-env VAR".'
        : `Setzen Sie ${variable} dort auf die Passphrase, wo das Begleitprogramm gestartet wird.`,
  }),
  PASSPHRASE_WRONG: ({ path, variable }) => ({
    message: `Die Passphrase${variable === undefined ? '' : ` aus ${variable}`} öffnet ${path} nicht.`,
    remedy: 'Berichtigen Sie die Passphrase, oder exportieren Sie die Zertifikate noch einmal.',
  }),
  PFX_UNREADABLE: ({ path, reason }) => ({
    message: `Die PFX-Datei ${path} ist nicht zu lesen: ${reason}.`,
    remedy: exportAgain,
  }),
  CERTIFICATE_NOT_FROM_SITE: ({ path, issuer, root, rootPath }) => ({
    message:
      issuer === root
        ? `Das Zertifikat ${path} wurde von einem anderen "${issuer}" ausgestellt als der Stamm ${rootPath}: gleicher Name, anderer Schlüssel.`
        : `Das Zertifikat ${path} wurde von "${issuer}" ausgestellt, der Stamm ${rootPath} ist "${root}".`,
    remedy: 'Nehmen Sie client.pem, client_key.pem und root.pem eines Exports von genau dieser Site.',
  }),
  CERTIFICATE_AMBIGUOUS: ({ candidates }) => ({
    message: `Mehr als ein Zertifikat kommt infrage: ${candidates.join('; ')}.`,
    remedy:
      'Sagen Sie, welches: --pem mit seinem Ordner, --pfx mit seiner Datei oder --windows-store mit seinem Fingerabdruck.',
  }),
  CERTIFICATE_NOT_FOUND: ({ wanted, found }) => ({
    message:
      found.length === 0
        ? 'An den üblichen Orten wurde kein Clientzertifikat gefunden.'
        : `Keines der gefundenen Zertifikate ist brauchbar und von ${wanted.join(' oder ')}: ${found.join('; ')}.`,
    remedy:
      'Sagen Sie, wo es ist: --pem mit einem Ordner, --pfx mit einer Datei oder --windows-store mit einem Fingerabdruck.',
  }),
  CERTIFICATE_EXPIRES_SOON: ({ path, validTo, days }) => ({
    message: `Das Zertifikat ${path} läuft in ${days} Tagen ab, am ${validTo}.`,
    remedy: 'Exportieren Sie rechtzeitig ein neues Clientzertifikat aus der QMC dieser Site.',
  }),
  CERTIFICATE_NOT_FOR_CLIENTS: ({ path, role }) => ({
    message:
      role === undefined
        ? `Das Zertifikat ${path} sagt nicht, dass Qlik Sense es für Clients ausgestellt hat.`
        : `Qlik Sense hat das Zertifikat ${path} für die Rolle "${role}" ausgestellt, nicht für "Client".`,
    remedy: 'Nehmen Sie client.pem aus dem Export; wenn die Anmeldung mit diesem gelingt, ist nichts zu tun.',
  }),
}
