import { useId, useState } from 'preact/hooks'
import type { SiteProxies } from '#shared/virtual-proxies'
import { type InputError, TextInput } from '#ui/components/Field.tsx'
import { useListbox } from '#ui/hooks/use-listbox.ts'
import { t } from '#ui/i18n.ts'
import { lazy } from '#ui/lazy.tsx'
import { filterProxies } from './prefix-suggestions.ts'

/** Loaded when the field gets the focus, so that it is ready for the first key. */
export const ProxyList = lazy(() => import('./VirtualProxyList.tsx').then(module => module.VirtualProxyList))

/** Loaded later; its space is reserved. */
export const PrefixHint = lazy(() => import('./PrefixHint.tsx').then(module => module.PrefixHint))

export interface PrefixFieldProps {
  prefix: string
  site: string
  proxies: SiteProxies | undefined
  error: InputError | undefined
  onText: (prefix: string) => void
}

/**
 * Completes the prefix from the virtual proxies of the site, if they are known. Accepts any text.
 */
export function PrefixField({ prefix, site, proxies, error, onText }: PrefixFieldProps) {
  const id = useId()
  // Arrow keys offer all proxies, not only those that match the current value.
  const [typed, setTyped] = useState('')
  const options = filterProxies(typed, proxies)
  const { isOpen, field, open, close, list } = useListbox({
    keys: options.map(({ prefix }) => prefix),
    onSelect: index => {
      onText(options[index]?.prefix ?? prefix)
      setTyped('')
    },
  })
  return (
    <>
      <div class="field">
        <label for={id}>{t('field.prefix')}</label>
        <TextInput
          {...field}
          onFocus={ProxyList.preload}
          onBlur={close}
          id={id}
          data-field="prefix"
          aria-describedby={`${id}-hint`}
          placeholder={t('popup.prefixNone')}
          value={prefix}
          error={error}
          onText={text => {
            onText(text)
            setTyped(text)
            open()
          }}
        />
      </div>
      <p id={`${id}-hint`} class="hint" dir="auto">
        <PrefixHint prefix={prefix} site={site} proxies={proxies} />
      </p>
      {isOpen && <ProxyList list={list} proxies={options} />}
    </>
  )
}
