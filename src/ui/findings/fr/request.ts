import type { requestFindings } from '#protocol/findings/request'
import { quote } from '#protocol/text'
import type { Translated } from '../translated.ts'

export const request: Translated<typeof requestFindings> = {
  BAD_REQUEST: ({ field, received, expected, problem }) => ({
    message: problem === undefined ? `${field} vaut ${quote(received)}.` : `${field} : ${problem}.`,
    remedy: `Valeur attendue : ${expected}.`,
  }),
  MESSAGE_TOO_LARGE: ({ bytes, limit }) => ({
    message: `Un message de ${bytes} octets ne passe pas entre le navigateur et le compagnon (${limit} au plus).`,
    remedy: 'Raccourcissez les attributs.',
  }),
  SITE_UNKNOWN: ({ site, known }) => ({
    message: `Le compagnon ne connaît aucun site ${quote(site)}.`,
    remedy:
      known.length > 0
        ? `Choisissez parmi ${known.map(quote).join(', ')}, ou ajoutez-le avec "hubpass site add".`
        : 'Ajoutez-le avec "hubpass site add <id> --hub <url> --pem <folder>".',
  }),
  CONFIG_INVALID: ({ file, problem }) => ({
    message: `La configuration ${file} est inutilisable : ${problem}.`,
    remedy:
      'Corrigez le fichier, ou déplacez-le et ajoutez de nouveau les sites avec "hubpass site add". Hubpass ne l’a pas modifié.',
  }),
  USER_NOT_ALLOWED: ({ user, site, patterns }) => ({
    message: `Le site ${quote(site)} ne permet pas de se connecter en tant que ${quote(user)} ; il permet ${patterns.map(quote).join(', ')}.`,
    remedy: 'Connectez-vous avec un utilisateur qui convient, ou faites élargir les motifs "users" du site.',
  }),
  FILE_NOT_WRITTEN: ({ path, reason }) => ({
    message: `Le fichier ${path} n’a pas pu être écrit : ${reason}.`,
    remedy: 'Choisissez un autre emplacement, ou donnez à votre compte le droit d’y écrire.',
  }),
  AUDIT_INCOMPLETE: ({ path, problem }) => ({
    message: `Le journal d’audit ${path} n’est pas entièrement lisible : ${problem}.`,
    remedy:
      'Ouvrez-le dans un éditeur ; Hubpass continue d’écrire à la suite, et ne change rien à ce qui s’y trouve.',
  }),
}
