import { useId } from 'preact/hooks'
import { findAccessFinding } from '#protocol/findings/access-finding'
import { parseUserName } from '#protocol/identity'
import type { XrayReport } from '#protocol/xray'
import { type XrayView, XrayViewSchema } from '#shared/sessions/xray'
import { parseOrUndefined } from '#shared/util'
import type { BackgroundClient } from '#ui/background-client.ts'
import { Dialog } from '#ui/components/Dialog.tsx'
import { FindingAlert } from '#ui/components/FindingAlert.tsx'
import { formatVirtualProxy } from '#ui/format-run.ts'
import { t, textsOf, tRich } from '#ui/i18n.ts'
import { loadCheckMessages } from '#ui/load-check-messages.ts'
import type { Model } from '../state/model.ts'
import { selectChecks, type Verdict } from './sort-checks.ts'
import { languageOf, textOf } from './text-of.ts'
import { XrayChecks } from './XrayChecks.tsx'
import { XrayExport } from './XrayExport.tsx'

export interface XrayDialogProps {
  model: Pick<Model, 'xray' | 'pageContext' | 'sites'>
  client: Pick<BackgroundClient, 'send'>
}

/** Returns the dialog once its texts are there. Without them, ids stand for the texts of checks. */
export async function loadXrayDialog(): Promise<typeof XrayDialog> {
  await loadCheckMessages().catch(() => {})
  return XrayDialog
}

/** Shows the session checks of this window while there are some. */
function XrayDialog({ model, client }: XrayDialogProps) {
  const view = parseOrUndefined(XrayViewSchema, model.xray)
  return view === undefined ||
    view.status === 'closed' ||
    view.windowId !== model.pageContext.windowId ? null : (
    <OpenXray view={view} hub={model.sites.find(({ id }) => id === view.site)?.hub} client={client} />
  )
}

type OpenView = Exclude<XrayView, { status: 'closed' }>

interface OpenXrayProps {
  view: OpenView
  hub: string | undefined
  client: XrayDialogProps['client']
}

function OpenXray({ view, hub, client }: OpenXrayProps) {
  const id = useId()
  const { windowId, site, prefix, user } = view
  const isWorking = view.status === 'working'
  const close = () => client.send({ intent: isWorking ? 'cancelXray' : 'closeXray' })
  return (
    <Dialog labelledBy={id} class="xray" onClose={close}>
      <div class="xray-head">
        <h2 id={id} dir="auto">
          {tRich('xray.heading', {
            user: <bdi>{user}</bdi>,
            proxy: <bdi>{formatVirtualProxy(prefix)}</bdi>,
          })}
        </h2>
        <Status view={view} />
      </div>
      <div class="xray-result">
        {isWorking && <p class="note">{t('xray.own')}</p>}
        {view.status === 'done' && <XrayChecks checks={view.report.checks} />}
        {view.status === 'failed' && view.finding.code !== 'CANCELLED' && (
          <FindingAlert finding={view.finding} />
        )}
      </div>
      <div class="buttons">
        {view.status === 'done' && <XrayExport done={view} hub={hub} />}
        {!isWorking && (
          <button
            type="button"
            // Beside the other small buttons of a result.
            class={view.status === 'done' ? 'small' : undefined}
            onClick={() => client.send({ intent: 'startXray', windowId, site, prefix, user })}
          >
            {t('xray.again')}
          </button>
        )}
        <button type="button" onClick={close}>
          {t(isWorking ? 'button.cancel' : 'popup.sessionsClose')}
        </button>
      </div>
    </Dialog>
  )
}

function Status({ view }: { view: OpenView }) {
  if (view.status === 'failed')
    return view.finding.code === 'CANCELLED' ? <p role="status">{t('xray.cancelled')}</p> : null
  if (view.status === 'done')
    return (
      <>
        <Summary checks={view.report.checks} />
        <Access user={view.user} access={view.report.access} />
      </>
    )
  const { progress } = view
  return (
    <>
      <progress aria-label={t('xray.button')} max={progress?.total ?? 1} value={progress?.done ?? 0} />
      <p role="status" dir="auto" lang={progress && languageOf(progress.title)}>
        {progress === undefined
          ? t('xray.starting')
          : t('xray.progress', { ...progress, title: textOf(progress.title) })}
      </p>
    </>
  )
}

function Summary({ checks }: Pick<XrayReport, 'checks'>) {
  const count = (verdict: Verdict) => selectChecks(checks, verdict).length
  const failed = count('failed')
  const counts = { passed: count('passed'), undecided: count('undecided'), skipped: count('skipped') }
  return (
    <p role="status" class="xray-summary" data-outcome={failed === 0 ? 'passed' : 'failed'}>
      <strong>{failed === 0 ? t('xray.noneFailed') : t('xray.someFailed', { count: failed })}</strong>{' '}
      <span>{t('xray.counts', counts)}</span>
    </p>
  )
}

/** Says what keeps Qlik Sense from letting the user in, if there is something. */
function Access({ user, access }: Pick<XrayReport, 'user' | 'access'>) {
  const name = parseUserName(user)
  const finding = access && name && findAccessFinding(name, access)
  if (finding === undefined) return null
  const { message, remedy } = textsOf(finding)
  return (
    <p class="xray-access" dir="auto" data-code={finding.code}>
      {message} {remedy}
    </p>
  )
}
