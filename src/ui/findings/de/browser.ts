import type { browserFindings } from '#protocol/findings/browser'
import { quote } from '#protocol/text'
import type { Translated } from '../translated.ts'

/** By what the hub says, in its own words. */
function hubRemedy(status: number, title: string): string {
  if (/no access pass/i.test(title))
    return 'Weisen Sie diesem Benutzer in der QMC einen Professional- oder Analyzer-Zugriff zu (Lizenzverwaltung), oder melden Sie sich als jemand an, der ihn hat.'
  if (/too many sessions/i.test(title))
    return 'Qlik Sense erlaubt einem Benutzer fünf Sitzungen zugleich: Beenden Sie einige, z. B. mit "hubpass user logout", oder warten Sie, bis sie wegen Inaktivität enden.'
  if (status === 400)
    return 'Prüfen Sie in der QMC, ob es den virtuellen Proxy gibt, ob er mit diesem Proxy verknüpft ist und ob seine Liste zulässiger Hosts diesen Hostnamen enthält.'
  return 'Prüfen Sie die Dienste von Qlik Sense; das Protokoll des Proxys sagt mehr.'
}

export const browser: Translated<typeof browserFindings> = {
  PERMISSION_DENIED: ({ origin }) => ({
    message: `Hubpass hat im Browser keinen Zugriff auf ${origin} erhalten. Es wurde keine Sitzung erzeugt.`,
    remedy: 'Klicken Sie noch einmal auf Sign in und erlauben Sie es: Hubpass setzt dort das Sitzungscookie.',
  }),
  PRIVATE_WINDOWS_FORBIDDEN: () => ({
    message: 'Der Browser lässt Hubpass nicht in private Fenster. Es wurde keine Sitzung erzeugt.',
    remedy:
      'Öffnen Sie auf der Seite der Erweiterungen die Details von Hubpass, schalten Sie „Im Inkognitomodus zulassen“ ein (Edge: „In InPrivate zulassen“), und melden Sie sich noch einmal an.',
  }),
  COOKIE_REJECTED: ({ cookie, reason }) => ({
    message: `Der Browser hat das Cookie ${cookie} nicht behalten: ${reason}.`,
    remedy:
      'Prüfen Sie den Namen des Cookies und die Sitzungs-ID, und ob der Browser Cookies für diese Site erlaubt.',
  }),
  COOKIE_SHADOWED: ({ cookie, others }) => ({
    message: `Ein anderes Cookie namens ${cookie} wird neben unserem gesendet: ${others.join(', ')}.`,
    remedy:
      'Löschen Sie es in den Einstellungen des Browsers für diese Site, und melden Sie sich noch einmal an.',
  }),
  NOT_SIGNED_IN: ({ hub, cookie, sawInstead }) => ({
    message: `${hub} nimmt die Sitzung nicht an, sondern zeigt: ${sawInstead}.`,
    remedy: `Vergleichen Sie „Session cookie header name“ des virtuellen Proxys in der QMC mit ${cookie}, und prüfen Sie, ob Hub und QPS derselbe Proxy-Knoten sind.`,
  }),
  WRONG_IDENTITY: ({ expected, received }) => ({
    message: `Der Hub sagt, Sie seien ${quote(received)}, nicht ${quote(expected)}.`,
    remedy:
      'Eine andere Sitzung gewinnt: Beenden Sie sie, oder suchen Sie nach weiteren Cookies dieses Namens und nach anonymem Zugriff auf diesem virtuellen Proxy.',
  }),
  HUB_UNREACHABLE: ({ hub, reason }) => ({
    message: `Der Hub ${hub} konnte nicht gezeigt werden: ${reason}.`,
    remedy:
      'Öffnen Sie diese Adresse von Hand; prüfen Sie die Hub-URL der Site, das VPN, und ob der Browser ihrem Zertifikat vertraut.',
  }),
  HUB_ERROR_PAGE: ({ hub, status, title }) => ({
    message:
      status < 400
        ? `Der Hub ${hub} sagt: ${title}`
        : `Der Hub ${hub} hat ${status} geantwortet${title === '' ? '' : ` (${quote(title)})`}.`,
    remedy: hubRemedy(status, title),
  }),
  TAB_CLOSED: ({ hub }) => ({
    message: `Der Tab für ${hub} oder sein Fenster ist geschlossen worden.`,
    remedy: 'Klicken Sie noch einmal auf Sign in, und lassen Sie beide offen, bis der Lauf zu Ende ist.',
  }),
  TAB_LEFT: ({ hub }) => ({
    message: `Der Tab hat ${hub} verlassen, bevor der Hub gefragt wurde, wer angemeldet ist.`,
    remedy:
      'Klicken Sie noch einmal auf Sign in, und lassen Sie den Tab dort, bis der Lauf zu Ende ist. Geht er von selbst weg, sehen Sie nach, wohin: wahrscheinlich zu einer Anmeldung.',
  }),
  TAB_BLOCKED: () => ({
    message:
      'Die Seite im Tab tut nichts mehr: Ein Dialog von ihr wartet auf eine Antwort, oder ihr Skript ist beschäftigt.',
    remedy:
      'Sehen Sie in den Tab: Beantworten Sie den Dialog, oder laden Sie die Seite neu. Versuchen Sie es dann noch einmal.',
  }),
  NOT_IN_FRAME: ({ page, cookie, sameSite }) => ({
    message:
      sameSite === 'None'
        ? `Der Frame auf ${page}, der den Hub zeigt, ist nicht angemeldet: Der Browser hält ${cookie} von ihm fern, obwohl das SameSite-Attribut None ist.`
        : `Der Frame auf ${page}, der den Hub zeigt, ist nicht angemeldet: Browser senden ${cookie} an keinen Frame einer anderen Site, denn das SameSite-Attribut ist ${sameSite}.`,
    remedy:
      sameSite === 'None'
        ? `Erlauben Sie in den Einstellungen des Browsers Cookies von Drittanbietern auf ${page}, und laden Sie die Seite dann neu.`
        : 'Setzen Sie in der QMC das SameSite-Attribut des virtuellen Proxys auf None, mit Secure und auf https; melden Sie sich dann noch einmal an, und laden Sie die Seite neu.',
  }),
  PERMISSION_REVOKED: ({ origin }) => ({
    message: `Die Erlaubnis für ${origin} wurde während der Anmeldung entzogen.`,
    remedy:
      'Klicken Sie noch einmal auf Sign in und erlauben Sie es: Ohne sie kann Hubpass das Cookie weder setzen noch zurücklegen.',
  }),
  NOBODY_SIGNED_IN: ({ hub }) => ({
    message: `${hub} nennt niemanden mehr, der angemeldet ist.`,
    remedy: 'Hier ist nichts mehr zu tun; melden Sie sich noch einmal an, wenn Sie wollen.',
  }),
  SIGNED_IN_CHANGED: ({ hub, received, expected }) => ({
    message: `${hub} nennt jetzt ${quote(received)}; gemeint war ${quote(expected)} wie zuvor. Nichts wurde geändert.`,
    remedy: 'Sehen Sie nach, wer jetzt angemeldet ist, und wählen Sie noch einmal.',
  }),
  SESSION_COOKIE_UNKNOWN: ({ hub }) => ({
    message: `${hub} nennt einen Benutzer, aber das Cookie dieser Sitzung fand sich unter keinem bekannten Namen.`,
    remedy:
      'Erlauben Sie Hubpass, diese Site zu verwenden, oder melden Sie den Benutzer ab; das beendet alle Sitzungen.',
  }),
  CANCELLED: () => ({
    message: 'Sie haben den Lauf abgebrochen.',
    remedy: 'Nichts zu beheben, außer wenn steht, dass etwas zurückgeblieben ist.',
  }),
  RUN_INTERRUPTED: ({ step }) => ({
    message: `Der Browser hat die Erweiterung während des Schritts "${step}" angehalten.`,
    remedy: 'Klicken Sie noch einmal auf Sign in.',
  }),
  DEED_INTERRUPTED: () => ({
    message:
      'Der Browser hat die Erweiterung mittendrin angehalten: Vielleicht ist alles davon getan, ein Teil oder nichts.',
    remedy:
      'Sehen Sie nach, wer jetzt angemeldet ist und welche Sitzungen es gibt, und wählen Sie noch einmal, was noch zu tun ist.',
  }),
  RUN_NOT_BEGUN: ({ reason }) => ({
    message: `Die Anmeldung wurde nicht begonnen: ${reason}.`,
    remedy: 'Sehen Sie nach, wer jetzt angemeldet ist, und klicken Sie auf Sign in, wenn Sie es noch wollen.',
  }),
}
