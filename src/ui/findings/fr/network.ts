import type { ClosePhase } from '#protocol/findings/connection-closed'
import type { networkFindings } from '#protocol/findings/network'
import type { Translated } from '../translated.ts'

const rightPort = 'Vérifiez que c’est le port de l’API REST du Qlik Sense Proxy Service (4243)'
const portToo = 'puis que le port est celui de l’API REST du Qlik Sense Proxy Service (4243).'
const thisVerySite = 'que le certificat client a été exporté depuis la QMC de ce site précis'
const exportHere = 'Exportez le certificat client depuis la QMC de ce site précis.'

const closings: Record<ClosePhase, { how: string; remedy: string }> = {
  beforeTls: {
    how: 'a fermé la connexion avant le début de TLS',
    remedy: `${rightPort} et que le service a démarré ; puis que le serveur accepte TLS 1.2 ou plus récent. Le certificat client n’a pas encore été demandé.`,
  },
  inHandshake: {
    how: 'a fermé la connexion pendant la négociation TLS sans dire pourquoi',
    remedy: `Vérifiez ${thisVerySite} ; ${portToo}`,
  },
  afterHandshake: {
    how: 'a fermé la connexion juste après la négociation TLS sans dire pourquoi',
    remedy: `Vérifiez ${thisVerySite} ; ${portToo}`,
  },
  always: {
    how: 'ferme toute connexion pendant ou juste après la négociation TLS, avec certificat client ou sans',
    remedy: `${rightPort} et que le service a démarré ; puis ${thisVerySite}.`,
  },
  onRequest: {
    how: 'a accepté la connexion et l’a fermée sans réponse à l’arrivée de la requête',
    remedy: `Réessayez. Si cela persiste, consultez le journal du Qlik Sense Proxy Service ; puis vérifiez ${thisVerySite} : certains serveurs ne le demandent qu’à ce moment.`,
  },
  inAnswer: {
    how: 'a fermé la connexion au milieu de sa réponse',
    remedy:
      'Réessayez. Si cela persiste, cherchez ce qui coupe les connexions en chemin : pare-feu, proxy, VPN.',
  },
  kept: {
    how: 'a fermé une connexion gardée ouverte au moment même où une requête y partait',
    remedy: 'Réessayez : la prochaine requête reçoit une nouvelle connexion.',
  },
}

const sights = {
  closedOnlyWithIt: 'avec lui, le serveur ferme la connexion juste après la négociation TLS, et sans lui non',
  demandedOne:
    'avec lui, le serveur ferme la connexion juste après la négociation TLS, et sans lui il en demande un',
}

const tooOldCiphers =
  'Activez sur le serveur une suite de chiffrement actuelle de TLS 1.2, ou TLS 1.3. Le certificat client n’a pas encore été demandé.'

const alertRemedies: Record<number, string> = {
  40: tooOldCiphers,
  71: tooOldCiphers,
  80: 'Le serveur a eu un problème interne : consultez l’observateur d’événements de Windows (Schannel) et le journal du Qlik Sense Proxy Service.',
  112: 'Le serveur ne répond pas à ce nom d’hôte : utilisez le sien, ou indiquez-le avec "hubpass site add … --tls-server-name".',
}

const unreached = ['HOST_NOT_FOUND', 'CONNECTION_REFUSED', 'TIMEOUT']

export const network: Translated<typeof networkFindings> = {
  HOST_NOT_FOUND: ({ address }) => ({
    message: `Aucune adresse n’est connue pour l’hôte de ${address}.`,
    remedy: 'Vérifiez le nom d’hôte du site, votre DNS et votre VPN.',
  }),
  CONNECTION_REFUSED: ({ address }) => ({
    message: `Rien ne répond à l’adresse ${address}.`,
    remedy:
      'Vérifiez que le Qlik Sense Proxy Service fonctionne et que le pare-feu vous laisse atteindre ce port (4243, sauf changement dans la QMC).',
  }),
  CONNECTION_CLOSED: ({ address, when }) => {
    const { how, remedy } = closings[when ?? 'afterHandshake']
    return { message: `${address} ${when === undefined ? 'a fermé la connexion' : how}.`, remedy }
  },
  TIMEOUT: ({ address, afterMs, accepted }) => ({
    message: `${address} n’a pas répondu en ${afterMs / 1000} secondes${accepted === true ? ', tout en acceptant la connexion' : ''}.`,
    remedy:
      accepted === true
        ? 'Le chemin est ouvert. Vérifiez que c’est le port d’un service de Qlik Sense (QPS 4243, QRS 4242), puis si ce service est bloqué : regardez son journal, redémarrez-le.'
        : 'Vérifiez le VPN et le pare-feu : un port filtré ressemble à cela.',
  }),
  NOT_TLS: ({ address }) => ({
    message: `${address} ne parle pas TLS.`,
    remedy: 'Corrigez le port : QPS écoute sur 4243 avec TLS.',
  }),
  TLS_UNTRUSTED_ROOT: ({ address, reason, ours }) => ({
    message: `Le certificat de ${address} n’a pas été émis par la racine de ce site (${reason}).`,
    remedy:
      ours === undefined
        ? 'Utilisez le root.pem exporté de ce site précis.'
        : `Votre certificat client et la racine vont ensemble (${ours}) ; voyez donc si ${address} est le site voulu : exportez de nouveau tous les fichiers depuis sa QMC, ou corrigez son adresse. Un équipement intermédiaire qui inspecte TLS produit le même effet.`,
  }),
  TLS_NAME_MISMATCH: ({ address, names, wanted }) => ({
    message: `Le certificat de ${address} est pour ${names}, pas pour ${wanted}.`,
    remedy: 'Utilisez ce nom pour l’hôte, ou indiquez-le avec "hubpass site add … --tls-server-name".',
  }),
  TLS_SERVER_CERTIFICATE_EXPIRED: ({ address }) => ({
    message: `Le certificat serveur de ${address} a expiré ou n’est pas encore valable.`,
    remedy: 'Renouvelez les certificats du site Qlik Sense ; vérifiez l’horloge de cette machine.',
  }),
  TLS_WRONG_PURPOSE: ({ address }) => ({
    message: `Le certificat de ${address} n’est pas destiné à un serveur.`,
    remedy: 'Faites recréer les certificats de service Qlik Sense de ce site.',
  }),
  TLS_CLIENT_CERTIFICATE_REJECTED: ({ address, alert, says, seen }) => ({
    message: `${address} a refusé le certificat client${says === undefined ? '' : ` (${says})`}${seen === undefined ? '.' : ` : ${sights[seen]}.`}`,
    remedy:
      alert === 45
        ? 'Ici le certificat est encore valable : vérifiez l’horloge du serveur, puis exportez le certificat client depuis la QMC de ce site précis.'
        : exportHere,
  }),
  TLS_VERSION: ({ address }) => ({
    message: `${address} et cette machine n’ont aucune version de TLS en commun.`,
    remedy: 'Activez TLS 1.2 ou plus récent sur le serveur.',
  }),
  TLS_HANDSHAKE_FAILED: ({ address, reason, alert }) => ({
    message: `La négociation TLS avec ${address} a échoué : ${reason}.`,
    remedy:
      alertRemedies[alert ?? 0] ??
      `${rightPort}, ${thisVerySite}, et que rien n’inspecte TLS entre les deux.`,
  }),
  QRS_UNAVAILABLE: ({ address, reason, because, accepted }) => ({
    message: `Le Repository Service à l’adresse ${address} ne dit rien : ${reason}`,
    remedy: `La connexion n’en a pas besoin, et prend alors les réglages habituels du cookie. Pour avoir les vrais, ${unreached.includes(because) && accepted !== true ? 'faites ouvrir ce port (4242 sauf changement)' : 'corrigez cela'}, ou corrigez l’adresse : "hubpass site add … --qrs".`,
  }),
}
