import type { browserFindings } from '#protocol/findings/browser'
import { quote } from '#protocol/text'
import type { Translated } from '../translated.ts'

/** By what the hub says, in its own words. */
function hubRemedy(status: number, title: string): string {
  if (/no access pass/i.test(title))
    return 'Attribuez à cet utilisateur un accès professionnel ou analyseur dans la QMC (Gestion des licences), ou connectez-vous avec quelqu’un qui en a un.'
  if (/too many sessions/i.test(title))
    return 'Qlik Sense permet à un utilisateur cinq sessions en parallèle : terminez-en, par exemple avec "hubpass user logout", ou attendez la fin de leur délai d’inactivité.'
  if (status === 400)
    return 'Vérifiez dans la QMC que le proxy virtuel existe, qu’il est lié à ce proxy, et que sa liste d’hôtes autorisés contient ce nom d’hôte.'
  return 'Vérifiez les services Qlik Sense ; le journal du proxy en dit plus.'
}

export const browser: Translated<typeof browserFindings> = {
  PERMISSION_DENIED: ({ origin }) => ({
    message: `Le navigateur n’a pas été autorisé à laisser Hubpass utiliser ${origin}. Aucune session n’a été créée.`,
    remedy: 'Cliquez de nouveau sur Sign in et autorisez-le : Hubpass y pose le cookie de session.',
  }),
  PRIVATE_WINDOWS_FORBIDDEN: () => ({
    message:
      'Le navigateur ne laisse pas Hubpass entrer dans les fenêtres privées. Aucune session n’a été créée.',
    remedy:
      'Ouvrez les détails de Hubpass sur la page des extensions, activez « Autoriser en mode navigation privée » (Edge : « Autoriser dans InPrivate »), puis connectez-vous de nouveau.',
  }),
  COOKIE_REJECTED: ({ cookie, reason }) => ({
    message: `Le navigateur n’a pas gardé le cookie ${cookie} : ${reason}.`,
    remedy:
      'Vérifiez le nom du cookie et l’identifiant de session, et que le navigateur autorise les cookies pour ce site.',
  }),
  COOKIE_SHADOWED: ({ cookie, others }) => ({
    message: `Un autre cookie nommé ${cookie} est envoyé avec le nôtre : ${others.join(', ')}.`,
    remedy: 'Supprimez-le dans les réglages du navigateur pour ce site, puis connectez-vous de nouveau.',
  }),
  NOT_SIGNED_IN: ({ hub, cookie, sawInstead }) => ({
    message: `${hub} n’accepte pas la session ; il affiche : ${sawInstead}.`,
    remedy: `Comparez « Session cookie header name » du proxy virtuel dans la QMC avec ${cookie}, et vérifiez que le hub et QPS sont le même nœud de proxy.`,
  }),
  WRONG_IDENTITY: ({ expected, received }) => ({
    message: `Le hub dit que vous êtes ${quote(received)}, pas ${quote(expected)}.`,
    remedy:
      'Une autre session l’emporte : terminez-la, ou cherchez d’autres cookies du même nom et un accès anonyme sur ce proxy virtuel.',
  }),
  HUB_UNREACHABLE: ({ hub, reason }) => ({
    message: `Le hub ${hub} n’a pas pu être affiché : ${reason}.`,
    remedy:
      'Ouvrez cette adresse à la main ; vérifiez l’URL du hub du site, le VPN, et que le navigateur fait confiance à son certificat.',
  }),
  HUB_ERROR_PAGE: ({ hub, status, title }) => ({
    message:
      status < 400
        ? `Le hub ${hub} dit : ${title}`
        : `Le hub ${hub} a répondu ${status}${title === '' ? '' : ` (${quote(title)})`}.`,
    remedy: hubRemedy(status, title),
  }),
  TAB_CLOSED: ({ hub }) => ({
    message: `L’onglet pour ${hub} ou sa fenêtre a été fermé.`,
    remedy: 'Cliquez de nouveau sur Sign in et laissez-les ouverts jusqu’à la fin de l’exécution.',
  }),
  TAB_LEFT: ({ hub }) => ({
    message: `L’onglet a quitté ${hub} avant que l’on ait demandé au hub qui est connecté.`,
    remedy:
      'Cliquez de nouveau sur Sign in et laissez-y l’onglet jusqu’à la fin de l’exécution. S’il s’en va de lui-même, regardez où : sans doute vers une page de connexion.',
  }),
  TAB_BLOCKED: () => ({
    message:
      'La page de l’onglet ne fait plus rien : une boîte de dialogue y attend une réponse, ou son script est occupé.',
    remedy: 'Regardez l’onglet : répondez à la boîte de dialogue, ou rechargez la page. Puis réessayez.',
  }),
  NOT_IN_FRAME: ({ page, cookie, sameSite }) => ({
    message:
      sameSite === 'None'
        ? `Le cadre de ${page} qui affiche le hub n’est pas connecté : le navigateur en écarte ${cookie}, bien que son attribut SameSite soit None.`
        : `Le cadre de ${page} qui affiche le hub n’est pas connecté : les navigateurs n’envoient ${cookie} à aucun cadre d’un autre site, car son attribut SameSite est ${sameSite}.`,
    remedy:
      sameSite === 'None'
        ? `Autorisez les cookies tiers sur ${page} dans les paramètres du navigateur, puis rechargez cette page.`
        : 'Réglez dans la QMC l’attribut SameSite du proxy virtuel sur None, avec Secure et en https ; puis connectez-vous de nouveau et rechargez cette page.',
  }),
  PERMISSION_REVOKED: ({ origin }) => ({
    message: `L’autorisation pour ${origin} a été retirée pendant la connexion.`,
    remedy:
      'Cliquez de nouveau sur Sign in et autorisez-le : sans elle, Hubpass ne peut ni poser le cookie ni le remettre.',
  }),
  NOBODY_SIGNED_IN: ({ hub }) => ({
    message: `${hub} ne nomme plus personne de connecté.`,
    remedy: 'Il n’y a plus rien à faire ici ; reconnectez-vous si vous le voulez.',
  }),
  SIGNED_IN_CHANGED: ({ hub, received, expected }) => ({
    message: `${hub} nomme maintenant ${quote(received)} ; vous vouliez dire ${quote(expected)}, comme avant. Rien n’a été changé.`,
    remedy: 'Regardez qui est connecté maintenant, puis choisissez de nouveau.',
  }),
  SESSION_COOKIE_UNKNOWN: ({ hub }) => ({
    message: `${hub} nomme un utilisateur, mais le cookie de cette session est introuvable sous les noms connus.`,
    remedy:
      'Autorisez Hubpass à utiliser ce site, ou déconnectez l’utilisateur, ce qui termine toutes ses sessions.',
  }),
  CANCELLED: () => ({
    message: 'Vous avez annulé l’exécution.',
    remedy: 'Rien à réparer, sauf s’il est dit que quelque chose est resté.',
  }),
  RUN_INTERRUPTED: ({ step }) => ({
    message: `Le navigateur a arrêté l’extension pendant l’étape "${step}".`,
    remedy: 'Cliquez de nouveau sur Sign in.',
  }),
  DEED_INTERRUPTED: () => ({
    message:
      'Le navigateur a arrêté l’extension en cours de route : tout est peut-être fait, ou une partie, ou rien.',
    remedy:
      'Regardez qui est connecté maintenant et quelles sessions existent, et choisissez de nouveau ce qui reste à faire.',
  }),
  RUN_NOT_BEGUN: ({ reason }) => ({
    message: `La connexion n’a pas été commencée : ${reason}.`,
    remedy: 'Regardez qui est connecté maintenant, et cliquez sur Sign in si vous le voulez encore.',
  }),
}
