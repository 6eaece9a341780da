import type { qlikFindings } from '#protocol/findings/qlik'
import { quote } from '#protocol/text'
import type { Translated } from '../translated.ts'
import { site } from './site.ts'

const otherThanExpected = {
  QPS: 'Prüfen Sie, ob dies der Port der REST-API des Qlik Sense Proxy Service ist (4243).',
  QRS: 'Prüfen Sie den Pfad und ob dies der Port des Qlik Sense Repository Service ist (4242).',
  hub: 'Prüfen Sie die Hub-URL der Site und was dort anstelle von Qlik Sense antwortet.',
}

export const qlik: Translated<typeof qlikFindings> = {
  XSRF_REJECTED: ({ address }) => ({
    message: `${address} hat die Anfrage als gefälscht abgelehnt (XSRF prevention check failed).`,
    remedy:
      'Ein Proxy zwischen hier und Qlik Sense entfernt die Abfrage oder den Header X-Qlik-Xrfkey; rufen Sie den Server direkt auf.',
  }),
  QPS_FORBIDDEN: ({ address, status }) => ({
    message: `${address} hat mit ${status} geantwortet: Das Clientzertifikat wurde nicht angenommen.`,
    remedy: 'Exportieren Sie das Clientzertifikat aus der QMC genau dieser Site.',
  }),
  VIRTUAL_PROXY_UNKNOWN: ({ prefix, status }) => ({
    message: `Qlik Sense hat hier keinen virtuellen Proxy mit dem Präfix ${quote(prefix)} (die Antwort war ${status}).`,
    remedy:
      'Prüfen Sie in der QMC das Präfix und ob der virtuelle Proxy mit diesem Proxy verknüpft ist; dann, ob der Port die REST-API des Qlik Sense Proxy Service ist (4243).',
  }),
  IDENTITY_INVALID: ({ field, received, rule }) => ({
    message: `${field} ist ${quote(received)}, aber: ${rule}.`,
    remedy: `Berichtigen Sie das Feld ${field}.`,
  }),
  ATTRIBUTES_TOO_LARGE: ({ bytes, limit }) => ({
    message: `Die Attribute brauchen ${bytes} Byte; Qlik Sense kann höchstens ${limit} befördern.`,
    remedy: 'Nehmen Sie weniger oder kürzere Attribute.',
  }),
  SESSION_UNKNOWN: ({ prefix }) => ({
    message: `Qlik Sense kennt diese Sitzung auf dem ${prefix === '' ? 'virtuellen Standardproxy' : `virtuellen Proxy ${quote(prefix)}`} nicht.`,
    remedy: 'Sie ist schon beendet, oder sie gehört zu einem anderen virtuellen Proxy oder Proxy-Knoten.',
  }),
  UNEXPECTED_RESPONSE: ({ address, status, problem, service, lostHeader }) => ({
    message: `${address} hat ${status === 0 ? 'etwas' : status} geantwortet, aber: ${problem}.`,
    remedy:
      lostHeader === undefined
        ? otherThanExpected[service ?? 'QPS']
        : `Etwas zwischen hier und Qlik Sense entfernt oder verändert den Header ${lostHeader}; rufen Sie den Server direkt auf.`,
  }),
  ...site,
}
