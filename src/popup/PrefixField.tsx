import { useId, useState } from 'preact/hooks'
import type { SiteProxies } from '#shared/virtual-proxies'
import { type Problem, TextInput } from '#ui/Field.tsx'
import { lazy } from '#ui/lazy.tsx'
import { text } from '#ui/texts.ts'
import { useListbox } from '#ui/use-listbox.ts'
import { proxiesLike } from './proxies-like.ts'

/** Fetched when somebody comes to the field, so that it is there at the first key. */
export const ProxyList = lazy(() => import('./ProxyList.tsx').then(module => module.ProxyList))

/** Its place is kept; the words come when they are there. */
export const PrefixHint = lazy(() => import('./PrefixHint.tsx').then(module => module.PrefixHint))

export interface PrefixFieldProps {
  prefix: string
  site: string
  proxies: SiteProxies | undefined
  problem: Problem | undefined
  onText: (prefix: string) => void
}

/** The prefix, completed from the site's virtual proxies where they are known; what is typed counts as it stands. */
export function PrefixField({ prefix, site, proxies, problem, onText }: PrefixFieldProps) {
  const id = useId()
  // With the arrow keys alone all are offered, not only those like the one that stands there.
  const [typed, setTyped] = useState('')
  const options = proxiesLike(typed, proxies)
  const { isOpen, field, open, close, list } = useListbox({
    keys: options.map(({ prefix }) => prefix),
    onTake: index => {
      onText(options[index]?.prefix ?? prefix)
      setTyped('')
    },
  })
  return (
    <>
      <div class="field">
        <label for={id}>Virtual proxy prefix</label>
        <TextInput
          {...field}
          onFocus={ProxyList.fetchAhead}
          onBlur={close}
          id={id}
          aria-describedby={`${id}-hint`}
          placeholder={text('prefixNone')}
          value={prefix}
          problem={problem}
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
