import { failure, HubpassError } from '#protocol/errors'
import type { BareFinding } from '#protocol/findings/index'
import type { SiteConfiguration } from '../config/schema.ts'
import { type Credential, loadCredential } from '../credentials/load.ts'
import { rememberPassphrase } from '../credentials/passphrase.ts'
import { credentialInFolder, credentialOfFile, findOwnCredential } from './choose-credential.ts'
import { describeDraft } from './describe-draft.ts'
import {
  completeDraft,
  type SiteDraft,
  type SiteRequest,
  startDraft,
  withAddress,
  withPassphraseVariable,
  withUsers,
} from './draft.ts'
import type { SiteDialog } from './with-dialog.ts'

/** What a person agreed to. */
export interface AgreedSite {
  site: SiteConfiguration
  credential: Credential
}

/** A draft with the result of loading its credential. */
interface InspectedDraft {
  draft: SiteDraft
  credential?: Credential
  problem?: BareFinding
}

/**
 * Lets the person complete a request of the browser until a credential loads, and agree to it. Loads
 * the credential once more after the agreement. Throws SITE_CHANGE_REFUSED, BAD_REQUEST and what the
 * dialogs throw.
 */
export async function askForSite(
  dialog: SiteDialog,
  request: SiteRequest,
  caller: string,
  current: SiteConfiguration | undefined,
): Promise<AgreedSite> {
  let inspected = await inspect(await withFoundCredential(startDraft(request, current)))
  for (;;) {
    const { draft, credential, problem } = inspected
    const answer = await dialog.choose({
      text: describeDraft(dialog.catalogue, {
        caller,
        draft,
        current,
        credential,
        problem,
      }),
      options: listOptions(dialog, inspected, current !== undefined),
    })
    if (answer === undefined) throw refuse(draft)
    if (answer === 'save') {
      const agreed = await inspect(draft)
      const site = completeDraft(draft)
      if (agreed.credential !== undefined && site !== undefined)
        return { site, credential: agreed.credential }
      inspected = agreed
    } else {
      inspected = await applyAnswer(answer, dialog, draft)
      if (needsPassphrase(inspected) && answer !== 'passphrase')
        inspected = await askPassphrase(dialog, inspected.draft)
    }
  }
}

const withFoundCredential = async (draft: SiteDraft): Promise<SiteDraft> => {
  const credential = draft.credential ?? (await findOwnCredential(draft.hub))
  return credential === undefined ? draft : { ...draft, credential }
}

type Answer = 'save' | 'folder' | 'file' | 'passphrase' | 'more'

function listOptions(dialog: SiteDialog, inspected: InspectedDraft, exists: boolean) {
  const { t } = dialog
  const options: Record<Answer, string> = {
    save: t(exists ? 'dialog.saveChanges' : 'dialog.save'),
    passphrase: t('dialog.typePassphrase'),
    folder: t('dialog.chooseFolder'),
    file: t('dialog.chooseFile'),
    more: t('dialog.more'),
  }
  const offered: Answer[] = [
    ...(inspected.credential === undefined ? [] : (['save'] as const)),
    ...(needsPassphrase(inspected) ? (['passphrase'] as const) : []),
    'folder',
    'file',
    'more',
  ]
  return offered.map(id => ({ id, label: options[id] }))
}

/** A closed dialog changes nothing: the person is back at the question. */
async function applyAnswer(
  answer: Exclude<Answer, 'save'>,
  dialog: SiteDialog,
  draft: SiteDraft,
): Promise<InspectedDraft> {
  if (answer === 'passphrase') return askPassphrase(dialog, draft)
  if (answer === 'more') return changeSettings(dialog, draft)
  const { t } = dialog
  const title = t(answer === 'folder' ? 'dialog.folderTitle' : 'dialog.fileTitle')
  const path = await dialog.askPath({ title, kind: answer })
  if (path === undefined) return inspect(draft)
  const credential = await (answer === 'folder' ? credentialInFolder(path) : credentialOfFile(path))
  return inspect({ ...draft, credential })
}

async function changeSettings(dialog: SiteDialog, draft: SiteDraft): Promise<InspectedDraft> {
  const { t } = dialog
  const setting = await dialog.choose({
    text: t('dialog.moreQuestion'),
    options: [
      { id: 'qps', label: t('dialog.changeQps') },
      { id: 'qrs', label: t('dialog.changeQrs') },
      { id: 'users', label: t('dialog.changeUsers') },
    ],
  })
  if (setting === undefined) return inspect(draft)
  const value = setting === 'users' ? (draft.users ?? []).join(', ') : draft[setting]
  const text = t(setting === 'users' ? 'dialog.usersHelp' : 'dialog.addressHelp')
  const typed = await dialog.askText({ text, value })
  if (typed === undefined) return inspect(draft)
  try {
    return await inspect(setting === 'users' ? withUsers(draft, typed) : withAddress(draft, setting, typed))
  } catch (error) {
    if (!(error instanceof HubpassError)) throw error
    return { ...(await inspect(draft)), problem: error.finding }
  }
}

/** Never stores the passphrase. The draft names the variable that later sign-ins need. */
async function askPassphrase(dialog: SiteDialog, before: SiteDraft): Promise<InspectedDraft> {
  const draft = withPassphraseVariable(before)
  const { credential } = draft
  const text = dialog.t('dialog.askPassphrase')
  const typed = await dialog.askText({ text, isSecret: true })
  if (credential === undefined || typed === undefined) return inspect(before)
  rememberPassphrase(credential, typed)
  const inspected = await inspect(draft)
  if (inspected.credential === undefined) rememberPassphrase(credential, undefined)
  return inspected
}

const needsPassphrase = ({ problem }: InspectedDraft): boolean =>
  problem !== undefined && ['KEY_ENCRYPTED', 'PASSPHRASE_WRONG'].includes(problem.code)

/** Loads the credential of a draft, if it has one. */
async function inspect(draft: SiteDraft): Promise<InspectedDraft> {
  if (draft.credential === undefined) return { draft }
  try {
    return { draft, credential: await loadCredential(draft.credential) }
  } catch (error) {
    if (!(error instanceof HubpassError)) throw error
    return { draft, problem: error.finding }
  }
}

function refuse({ id, credential }: SiteDraft): HubpassError {
  if (credential !== undefined) rememberPassphrase(credential, undefined)
  return failure('SITE_CHANGE_REFUSED', { site: id })
}
