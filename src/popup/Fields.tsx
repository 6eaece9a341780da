import { AttributeRows } from './AttributeRows.tsx'
import { MoreFields } from './MoreFields.tsx'
import { hasBar, type Model } from './model.ts'
import { NameFields } from './NameFields.tsx'
import { PrefixField } from './PrefixField.tsx'
import { problemAt } from './problem-at.ts'
import type { Happening } from './reduce.ts'
import { SiteField } from './SiteField.tsx'

export interface FieldsProps {
  model: Model
  tell: (happening: Happening) => void
  onSavePersona: () => void
}

export function Fields({ model, tell, onSavePersona }: FieldsProps) {
  const { form, sites, companion, refusal } = model
  return (
    <>
      <div class="pair place">
        <SiteField
          site={form.site}
          sites={sites}
          isLooking={companion.status === 'connecting'}
          onChoose={text => tell({ type: 'site', text })}
        />
        <PrefixField
          prefix={form.prefix}
          site={form.site}
          proxies={model.virtualProxies[form.site]}
          problem={problemAt('Virtual proxy prefix', refusal)}
          onText={text => tell({ type: 'prefix', text })}
        />
      </div>
      <NameFields
        name={form}
        isFirst={!hasBar(model)}
        refusal={refusal}
        onText={(field, text) => tell({ type: 'name', field, text })}
      />
      <AttributeRows
        rows={form.rows}
        refusal={refusal}
        onChange={row => tell({ type: 'row', row })}
        onRemove={key => tell({ type: 'removeRow', key })}
      />
      <MoreFields model={model} tell={tell} onSavePersona={onSavePersona} />
    </>
  )
}
