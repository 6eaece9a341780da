import type { setupFindings } from '#protocol/findings/setup'
import { trimPeriod } from '#protocol/findings/text'
import type { Translated } from '../translated.ts'

const span = ({ min, max }: { min: number; max: number }): string =>
  min === max ? `${min}` : `${min} à ${max}`

const installAgain = 'Lancez de nouveau "hubpass install".'

export const setup: Translated<typeof setupFindings> = {
  COMPANION_NOT_INSTALLED: () => ({
    message: 'Le navigateur n’a trouvé aucun compagnon de Hubpass sur cette machine.',
    remedy: 'Lancez "hubpass install" sur cette machine, puis réessayez.',
  }),
  COMPANION_FORBIDDEN: ({ extensionId }) => ({
    message: `Le compagnon est enregistré, mais pas pour cette extension (${extensionId}).`,
    remedy: `Lancez "hubpass install --extension-id ${extensionId}" sur cette machine, puis réessayez.`,
  }),
  COMPANION_EXITED: ({ browserSaid }) => ({
    message: `Le compagnon s’est arrêté avant de répondre (le navigateur dit : ${trimPeriod(browserSaid)}).`,
    remedy:
      'Lancez "hubpass version" dans un terminal : cela démarre le même programme et montre ce qui l’arrête. S’il fonctionne là, lancez de nouveau "hubpass install".',
  }),
  COMPANION_GARBLED: ({ detail }) => ({
    message: `La réponse du compagnon n’a pas pu être lue : ${trimPeriod(detail)}.`,
    remedy: 'Lancez de nouveau "hubpass install", pour que rien d’autre n’écrive dans le canal du compagnon.',
  }),
  COMPANION_TIMEOUT: ({ command, afterMs }) => ({
    message: `Le compagnon n’a pas répondu à "${command}" en ${afterMs / 1000} secondes.`,
    remedy: 'Réessayez ; s’il reste muet, "hubpass version" dans un terminal montre s’il démarre.',
  }),
  VERSION_MISMATCH: ({ older, extension, companion }) => ({
    message: `L’extension parle le protocole ${span(extension)}, le compagnon ${span(companion)} : ${older === 'extension' ? 'l’extension est trop ancienne' : 'le compagnon est trop ancien'}.`,
    remedy:
      older === 'companion'
        ? 'Téléchargez le compagnon actuel et lancez "hubpass install".'
        : 'Mettez à jour l’extension dans le navigateur, puis réessayez.',
  }),
  BROWSER_SANDBOXED: ({ browser, sandbox, path }) => ({
    message: `Il y a sur cette machine un ${browser} venu de ${sandbox} (${path}) ; son bac à sable l’empêche de démarrer le compagnon.`,
    remedy: `Utilisez ${browser}, ou un autre navigateur, venu de son éditeur ou comme paquet de votre distribution.`,
  }),
  HOSTS_BLOCKED_BY_POLICY: ({ browser, policy, place }) => ({
    message: `Une stratégie empêche ${browser} de démarrer le compagnon : ${policy} dans ${place}.`,
    remedy:
      'Demandez à l’administrateur de cette machine d’autoriser l’hôte de messagerie native "hubpass.companion" des utilisateurs, ou utilisez un autre navigateur.',
  }),
  PROFILE_ELSEWHERE: ({ browser, folder, place }) => ({
    message: `${place} démarre ${browser} avec un autre dossier de données utilisateur, ${folder} ; il n’y trouve pas le compagnon.`,
    remedy: 'Lancez "hubpass install --user-data-dir" avec ce dossier aussi.',
  }),
  NO_SITE_CONFIGURED: ({ file }) => ({
    message: `Aucun site n’est encore configuré (dans ${file}).`,
    remedy: 'Ajoutez-en un avec "hubpass site add <id> --hub <url>".',
  }),
  FILE_EXPOSED: ({ path, rights }) => ({
    message: `D’autres personnes sur cette machine peuvent utiliser ${path} (ses droits sont ${rights}).`,
    remedy: 'Appliquez-lui "chmod 600".',
  }),
  BROWSER_NOT_REGISTERED: ({ browsers }) => ({
    message:
      browsers.length === 0
        ? 'Aucun navigateur ne peut démarrer le compagnon ; la ligne de commande fonctionne sans cela.'
        : `${browsers.join(', ')} : le compagnon ne peut pas être démarré, son emplacement n’est indiqué nulle part.`,
    remedy: 'Lancez "hubpass install" pour utiliser l’extension.',
  }),
  REGISTRATION_BROKEN: ({ browser, place, problem }) => ({
    message: `${browser} ne peut pas démarrer le compagnon : ${problem} (${place}).`,
    remedy: installAgain,
  }),
  LAUNCHER_BROKEN: ({ launcher, problem }) => ({
    message: `Le compagnon que les navigateurs démarrent ne répond pas : ${problem} (${launcher}).`,
    remedy: 'Lancez de nouveau "hubpass install", avec le Node qui doit l’exécuter.',
  }),
  COMPANION_OUTDATED: ({ installed, current }) => ({
    message: `Les navigateurs démarrent Hubpass ${installed}, alors que celui-ci est ${current}.`,
    remedy: installAgain,
  }),
}
