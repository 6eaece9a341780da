import type { qlikFindings } from '#protocol/findings/qlik'
import { quote } from '#protocol/text'
import type { Translated } from '../translated.ts'
import { site } from './site.ts'

const otherThanExpected = {
  QPS: 'Vérifiez que c’est le port de l’API REST du Qlik Sense Proxy Service (4243).',
  QRS: 'Vérifiez le chemin, et que c’est le port du Qlik Sense Repository Service (4242).',
  hub: 'Vérifiez l’URL du hub du site, et ce qui répond là à la place de Qlik Sense.',
}

export const qlik: Translated<typeof qlikFindings> = {
  XSRF_REJECTED: ({ address }) => ({
    message: `${address} a refusé la requête comme falsifiée (XSRF prevention check failed).`,
    remedy:
      'Un proxy entre ici et Qlik Sense retire le paramètre ou l’en-tête X-Qlik-Xrfkey ; appelez le serveur directement.',
  }),
  QPS_FORBIDDEN: ({ address, status }) => ({
    message: `${address} a répondu ${status} : le certificat client n’a pas été accepté.`,
    remedy: 'Exportez le certificat client depuis la QMC de ce site précis.',
  }),
  VIRTUAL_PROXY_UNKNOWN: ({ prefix, status }) => ({
    message: `Qlik Sense n’a ici aucun proxy virtuel de préfixe ${quote(prefix)} (réponse ${status}).`,
    remedy:
      'Vérifiez dans la QMC le préfixe, et que le proxy virtuel est lié à ce proxy ; puis que le port est celui de l’API REST du Qlik Sense Proxy Service (4243).',
  }),
  IDENTITY_INVALID: ({ field, received, rule }) => ({
    message: `${field} vaut ${quote(received)}, mais : ${rule}.`,
    remedy: `Corrigez le champ ${field}.`,
  }),
  ATTRIBUTES_TOO_LARGE: ({ bytes, limit }) => ({
    message: `Les attributs occupent ${bytes} octets ; Qlik Sense peut en transporter ${limit} au plus.`,
    remedy: 'Utilisez moins d’attributs, ou de plus courts.',
  }),
  SESSION_UNKNOWN: ({ prefix }) => ({
    message: `Qlik Sense ne connaît pas cette session sur le proxy virtuel ${prefix === '' ? 'par défaut' : quote(prefix)}.`,
    remedy: 'Elle est déjà terminée, ou appartient à un autre proxy virtuel ou nœud de proxy.',
  }),
  UNEXPECTED_RESPONSE: ({ address, status, problem, service, lostHeader }) => ({
    message: `${address} a répondu ${status === 0 ? 'quelque chose' : status}, mais : ${problem}.`,
    remedy:
      lostHeader === undefined
        ? otherThanExpected[service ?? 'QPS']
        : `Quelque chose entre ici et Qlik Sense retire ou modifie l’en-tête ${lostHeader} ; appelez le serveur directement.`,
  }),
  ...site,
}
