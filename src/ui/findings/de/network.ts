import type { ClosePhase } from '#protocol/findings/connection-closed'
import type { networkFindings } from '#protocol/findings/network'
import type { Translated } from '../translated.ts'

const rightPort = 'Prüfen Sie, ob dies der Port der REST-API des Qlik Sense Proxy Service ist (4243)'
const portToo = 'dann, ob der Port die REST-API des Qlik Sense Proxy Service ist (4243).'
const thisVerySite = 'ob das Clientzertifikat aus der QMC genau dieser Site exportiert wurde'
const exportHere = 'Exportieren Sie das Clientzertifikat aus der QMC genau dieser Site.'

const closings: Record<ClosePhase, { how: string; remedy: string }> = {
  beforeTls: {
    how: 'hat die Verbindung geschlossen, bevor TLS begann',
    remedy: `${rightPort} und ob der Dienst gestartet ist; dann, ob der Server TLS 1.2 oder neuer zulässt. Nach dem Clientzertifikat wurde noch nicht gefragt.`,
  },
  inHandshake: {
    how: 'hat die Verbindung im TLS-Handshake geschlossen, ohne zu sagen, warum',
    remedy: `Prüfen Sie, ${thisVerySite}; ${portToo}`,
  },
  afterHandshake: {
    how: 'hat die Verbindung gleich nach dem TLS-Handshake geschlossen, ohne zu sagen, warum',
    remedy: `Prüfen Sie, ${thisVerySite}; ${portToo}`,
  },
  always: {
    how: 'schließt jede Verbindung im oder gleich nach dem TLS-Handshake, mit Clientzertifikat und ohne',
    remedy: `${rightPort} und ob der Dienst gestartet ist; dann, ${thisVerySite}.`,
  },
  onRequest: {
    how: 'hat die Verbindung angenommen und ohne Antwort geschlossen, als die Anfrage kam',
    remedy: `Versuchen Sie es noch einmal. Wenn es so bleibt, sehen Sie ins Protokoll des Qlik Sense Proxy Service; dann prüfen Sie, ${thisVerySite}: Manche Server fragen erst so spät danach.`,
  },
  inAnswer: {
    how: 'hat die Verbindung mitten in der Antwort geschlossen',
    remedy:
      'Versuchen Sie es noch einmal. Wenn es so bleibt, suchen Sie, was unterwegs Verbindungen trennt: Firewall, Proxy, VPN.',
  },
  kept: {
    how: 'hat eine offen gehaltene Verbindung genau dann geschlossen, als eine Anfrage darüber ging',
    remedy: 'Versuchen Sie es noch einmal: Die nächste Anfrage bekommt eine neue Verbindung.',
  },
}

const sights = {
  closedOnlyWithIt: 'mit ihm schließt der Server die Verbindung gleich nach dem TLS-Handshake, ohne es nicht',
  demandedOne:
    'mit ihm schließt der Server die Verbindung gleich nach dem TLS-Handshake, und ohne eines verlangt er eines',
}

const tooOldCiphers =
  'Schalten Sie auf dem Server eine aktuelle Cipher-Suite von TLS 1.2 oder TLS 1.3 ein. Nach dem Clientzertifikat wurde noch nicht gefragt.'

const alertRemedies: Record<number, string> = {
  40: tooOldCiphers,
  71: tooOldCiphers,
  80: 'Der Server hatte selbst ein Problem: Sehen Sie in die Windows-Ereignisanzeige (Schannel) und ins Protokoll des Qlik Sense Proxy Service.',
  112: 'Der Server heißt nicht so: Nehmen Sie seinen eigenen Namen, oder setzen Sie ihn mit "hubpass site add … --tls-server-name".',
}

const unreached = ['HOST_NOT_FOUND', 'CONNECTION_REFUSED', 'TIMEOUT']

export const network: Translated<typeof networkFindings> = {
  HOST_NOT_FOUND: ({ address }) => ({
    message: `Für den Host von ${address} ist keine Adresse bekannt.`,
    remedy: 'Prüfen Sie den Hostnamen der Site, Ihr DNS und Ihr VPN.',
  }),
  CONNECTION_REFUSED: ({ address }) => ({
    message: `Unter ${address} antwortet nichts.`,
    remedy:
      'Prüfen Sie, ob der Qlik Sense Proxy Service läuft und ob die Firewall Sie zu diesem Port lässt (4243, wenn in der QMC nicht geändert).',
  }),
  CONNECTION_CLOSED: ({ address, when }) => {
    const { how, remedy } = closings[when ?? 'afterHandshake']
    return { message: `${address} ${when === undefined ? 'hat die Verbindung geschlossen' : how}.`, remedy }
  },
  TIMEOUT: ({ address, afterMs, accepted }) => ({
    message: `${address} hat nicht innerhalb von ${afterMs / 1000} Sekunden geantwortet${accepted === true ? ', die Verbindung aber angenommen' : ''}.`,
    remedy:
      accepted === true
        ? 'Der Weg dorthin ist offen. Prüfen Sie, ob dies der Port eines Qlik-Sense-Dienstes ist (QPS 4243, QRS 4242), dann, ob dieser Dienst hängt: Sehen Sie in sein Protokoll, starten Sie ihn neu.'
        : 'Prüfen Sie VPN und Firewall: Ein gefilterter Port sieht so aus.',
  }),
  NOT_TLS: ({ address }) => ({
    message: `${address} spricht kein TLS.`,
    remedy: 'Berichtigen Sie den Port: QPS lauscht mit TLS auf 4243.',
  }),
  TLS_UNTRUSTED_ROOT: ({ address, reason, ours }) => ({
    message: `Das Zertifikat von ${address} stammt nicht vom Stamm dieser Site (${reason}).`,
    remedy:
      ours === undefined
        ? 'Nehmen Sie die root.pem, die von genau dieser Site exportiert wurde.'
        : `Ihr Clientzertifikat und der Stamm gehören zusammen (${ours}); sehen Sie also nach, ob ${address} die Site ist, die Sie meinen: Exportieren Sie alle Dateien neu aus ihrer QMC, oder berichtigen Sie ihre Adresse. Etwas dazwischen, das TLS untersucht, sieht genauso aus.`,
  }),
  TLS_NAME_MISMATCH: ({ address, names, wanted }) => ({
    message: `Das Zertifikat von ${address} gilt für ${names}, nicht für ${wanted}.`,
    remedy:
      'Nehmen Sie diesen Namen für den Host, oder setzen Sie ihn mit "hubpass site add … --tls-server-name".',
  }),
  TLS_SERVER_CERTIFICATE_EXPIRED: ({ address }) => ({
    message: `Das Serverzertifikat von ${address} ist abgelaufen oder gilt noch nicht.`,
    remedy: 'Erneuern Sie die Zertifikate der Qlik-Sense-Site; prüfen Sie die Uhr dieses Rechners.',
  }),
  TLS_WRONG_PURPOSE: ({ address }) => ({
    message: `Das Zertifikat von ${address} ist nicht für einen Server bestimmt.`,
    remedy: 'Lassen Sie die Dienstzertifikate von Qlik Sense auf dieser Site neu erstellen.',
  }),
  TLS_CLIENT_CERTIFICATE_REJECTED: ({ address, alert, says, seen }) => ({
    message: `${address} hat das Clientzertifikat abgelehnt${says === undefined ? '' : ` (${says})`}${seen === undefined ? '.' : `: ${sights[seen]}.`}`,
    remedy:
      alert === 45
        ? 'Hier ist das Zertifikat noch gültig: Prüfen Sie die Uhr des Servers, dann exportieren Sie das Clientzertifikat aus der QMC genau dieser Site.'
        : exportHere,
  }),
  TLS_VERSION: ({ address }) => ({
    message: `${address} und dieser Rechner haben keine TLS-Version gemeinsam.`,
    remedy: 'Schalten Sie auf dem Server TLS 1.2 oder neuer ein.',
  }),
  TLS_HANDSHAKE_FAILED: ({ address, reason, alert }) => ({
    message: `Der TLS-Handshake mit ${address} ist gescheitert: ${reason}.`,
    remedy:
      alertRemedies[alert ?? 0] ??
      `${rightPort}, ${thisVerySite}, und dass nichts dazwischen TLS untersucht.`,
  }),
  QRS_UNAVAILABLE: ({ address, reason, because, accepted }) => ({
    message: `Der Repository Service unter ${address} sagt nichts: ${reason}`,
    remedy: `Die Anmeldung braucht ihn nicht und nimmt dann die üblichen Cookie-Einstellungen. Für die echten ${unreached.includes(because) && accepted !== true ? 'lassen Sie diesen Port öffnen (4242, wenn nicht geändert)' : 'beheben Sie das'}, oder berichtigen Sie die Adresse: "hubpass site add … --qrs".`,
  }),
}
