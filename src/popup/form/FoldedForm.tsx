import { formatVirtualProxy } from '#ui/format-run.ts'
import { t } from '#ui/i18n.ts'
import type { Form } from '../state/form.ts'

/** Stands for the form in one line. *Edit* moves to the user id, which unfolds the form. */
export const FoldedForm = ({ form: { userId, prefix } }: { form: Form }) => (
  <>
    <bdi>{userId}</bdi>
    <bdi>{formatVirtualProxy(prefix)}</bdi>
    <button
      type="button"
      class="small"
      onClick={event => event.currentTarget.form?.querySelector<HTMLElement>('[data-field=user-id]')?.focus()}
    >
      {t('popup.edit')}
    </button>
  </>
)
