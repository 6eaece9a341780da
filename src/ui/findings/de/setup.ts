import type { setupFindings } from '#protocol/findings/setup'
import { trimPeriod } from '#protocol/findings/text'
import type { Translated } from '../translated.ts'

const span = ({ min, max }: { min: number; max: number }): string =>
  min === max ? `${min}` : `${min} bis ${max}`

const installAgain = 'Führen Sie noch einmal "hubpass install" aus.'

export const setup: Translated<typeof setupFindings> = {
  COMPANION_NOT_INSTALLED: () => ({
    message: 'Der Browser hat auf diesem Rechner kein Begleitprogramm von Hubpass gefunden.',
    remedy: 'Führen Sie auf diesem Rechner "hubpass install" aus und versuchen Sie es noch einmal.',
  }),
  COMPANION_FORBIDDEN: ({ extensionId }) => ({
    message: `Das Begleitprogramm ist registriert, aber nicht für diese Erweiterung (${extensionId}).`,
    remedy: `Führen Sie auf diesem Rechner "hubpass install --extension-id ${extensionId}" aus und versuchen Sie es noch einmal.`,
  }),
  COMPANION_EXITED: ({ browserSaid }) => ({
    message: `Das Begleitprogramm endete, bevor es antwortete (der Browser sagt: ${trimPeriod(browserSaid)}).`,
    remedy:
      'Führen Sie in einem Terminal "hubpass version" aus: Das startet dasselbe Programm und zeigt, was es aufhält. Wenn es dort läuft, führen Sie noch einmal "hubpass install" aus.',
  }),
  COMPANION_GARBLED: ({ detail }) => ({
    message: `Die Antwort des Begleitprogramms war nicht zu lesen: ${trimPeriod(detail)}.`,
    remedy:
      'Führen Sie noch einmal "hubpass install" aus, damit nichts anderes in den Kanal des Begleitprogramms schreibt.',
  }),
  COMPANION_TIMEOUT: ({ command, afterMs }) => ({
    message: `Das Begleitprogramm hat auf "${command}" nicht innerhalb von ${afterMs / 1000} Sekunden geantwortet.`,
    remedy:
      'Versuchen Sie es noch einmal; wenn es stumm bleibt, zeigt "hubpass version" in einem Terminal, ob es startet.',
  }),
  VERSION_MISMATCH: ({ older, extension, companion }) => ({
    message: `Die Erweiterung spricht Protokoll ${span(extension)}, das Begleitprogramm ${span(companion)}: ${older === 'extension' ? 'Die Erweiterung' : 'Das Begleitprogramm'} ist zu alt.`,
    remedy:
      older === 'companion'
        ? 'Laden Sie das aktuelle Begleitprogramm herunter und führen Sie "hubpass install" aus.'
        : 'Aktualisieren Sie die Erweiterung im Browser und versuchen Sie es noch einmal.',
  }),
  BROWSER_SANDBOXED: ({ browser, sandbox, path }) => ({
    message: `Auf diesem Rechner gibt es ${browser} aus ${sandbox} (${path}); dessen Sandbox lässt den Start des Begleitprogramms nicht zu.`,
    remedy: `Nehmen Sie ${browser} oder einen anderen Browser vom Hersteller oder als Paket Ihrer Distribution.`,
  }),
  HOSTS_BLOCKED_BY_POLICY: ({ browser, policy, place }) => ({
    message: `Eine Richtlinie hält ${browser} davon ab, das Begleitprogramm zu starten: ${policy} in ${place}.`,
    remedy:
      'Bitten Sie den Administrator dieses Rechners, den Native-Messaging-Host "hubpass.companion" von Benutzern zuzulassen, oder nehmen Sie einen anderen Browser.',
  }),
  PROFILE_ELSEWHERE: ({ browser, folder, place }) => ({
    message: `${place} startet ${browser} mit einem anderen Benutzerdatenordner, ${folder}; dort findet er das Begleitprogramm nicht.`,
    remedy: 'Führen Sie "hubpass install --user-data-dir" auch mit diesem Ordner aus.',
  }),
  NO_SITE_CONFIGURED: ({ file }) => ({
    message: `Noch ist keine Site eingerichtet (in ${file}).`,
    remedy: 'Fügen Sie eine hinzu: "hubpass site add <id> --hub <url>".',
  }),
  FILE_EXPOSED: ({ path, rights }) => ({
    message: `Andere auf diesem Rechner können ${path} benutzen (die Rechte sind ${rights}).`,
    remedy: 'Führen Sie "chmod 600" darauf aus.',
  }),
  BROWSER_NOT_REGISTERED: ({ browsers }) => ({
    message:
      browsers.length === 0
        ? 'Kein Browser kann das Begleitprogramm starten; die Befehlszeile funktioniert auch so.'
        : `${browsers.join(', ')}: Das Begleitprogramm kann nicht gestartet werden, weil nirgends steht, wo es liegt.`,
    remedy: 'Führen Sie "hubpass install" aus, um die Erweiterung zu benutzen.',
  }),
  REGISTRATION_BROKEN: ({ browser, place, problem }) => ({
    message: `${browser} kann das Begleitprogramm nicht starten: ${problem} (${place}).`,
    remedy: installAgain,
  }),
  LAUNCHER_BROKEN: ({ launcher, problem }) => ({
    message: `Das Begleitprogramm, das Browser starten, antwortet nicht: ${problem} (${launcher}).`,
    remedy: 'Führen Sie noch einmal "hubpass install" aus, mit dem Node, das es ausführen soll.',
  }),
  COMPANION_OUTDATED: ({ installed, current }) => ({
    message: `Browser starten Hubpass ${installed}, dies hier ist ${current}.`,
    remedy: installAgain,
  }),
}
