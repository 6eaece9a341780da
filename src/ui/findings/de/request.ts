import type { requestFindings } from '#protocol/findings/request'
import { quote } from '#protocol/text'
import type { Translated } from '../translated.ts'

export const request: Translated<typeof requestFindings> = {
  BAD_REQUEST: ({ field, received, expected, problem }) => ({
    message: problem === undefined ? `${field} ist ${quote(received)}.` : `Feld ${field}: ${problem}.`,
    remedy: `Erwartet wird: ${expected}.`,
  }),
  MESSAGE_TOO_LARGE: ({ bytes, limit }) => ({
    message: `Eine Nachricht von ${bytes} Byte passt nicht zwischen Browser und Begleitprogramm (höchstens ${limit}).`,
    remedy: 'Kürzen Sie die Attribute.',
  }),
  SITE_UNKNOWN: ({ site, known }) => ({
    message: `Das Begleitprogramm kennt keine Site ${quote(site)}.`,
    remedy:
      known.length > 0
        ? `Wählen Sie eine von ${known.map(quote).join(', ')}, oder fügen Sie sie mit "hubpass site add" hinzu.`
        : 'Fügen Sie sie mit "hubpass site add <id> --hub <url> --pem <folder>" hinzu.',
  }),
  CONFIG_INVALID: ({ file, problem }) => ({
    message: `Die Konfiguration ${file} ist nicht zu gebrauchen: ${problem}.`,
    remedy:
      'Berichtigen Sie die Datei, oder schieben Sie sie beiseite und fügen Sie die Sites mit "hubpass site add" neu hinzu. Hubpass hat sie nicht verändert.',
  }),
  USER_NOT_ALLOWED: ({ user, site, patterns }) => ({
    message: `Die Site ${quote(site)} erlaubt nicht, sich als ${quote(user)} auszugeben; sie erlaubt ${patterns.map(quote).join(', ')}.`,
    remedy:
      'Melden Sie sich als Benutzer an, der dazu passt, oder lassen Sie die Muster "users" der Site erweitern.',
  }),
  FILE_NOT_WRITTEN: ({ path, reason }) => ({
    message: `Die Datei ${path} konnte nicht geschrieben werden: ${reason}.`,
    remedy: 'Wählen Sie einen anderen Ort, oder geben Sie Ihrem Konto das Recht, dort zu schreiben.',
  }),
  AUDIT_INCOMPLETE: ({ path, problem }) => ({
    message: `Nicht alles im Audit-Protokoll ${path} ist zu lesen: ${problem}.`,
    remedy:
      'Sehen Sie mit einem Editor hinein; Hubpass schreibt darunter weiter und ändert nichts, was dort steht.',
  }),
}
