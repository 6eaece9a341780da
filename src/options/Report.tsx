import { useId, useState } from 'preact/hooks'
import type { RunFacts } from '#shared/run-facts'
import { CopyButton } from '#ui/CopyButton.tsx'
import { saveFile } from '#ui/save-file.ts'
import { text } from '#ui/texts.ts'
import { type Handout, type HandoutName, handoutNames, handouts } from './handouts.ts'

/** What can be handed on of a run: each form as it would be copied or saved, to the letter. */
export function Report({ facts }: { facts: RunFacts }) {
  const [name, setName] = useState<HandoutName>('markdown')
  const [hasRealNames, setRealNames] = useState(false)
  const title = useId()
  const preview = useId()
  const handout = handouts[name](facts, hasRealNames ? 'real' : 'masked')
  return (
    <section class="report" aria-labelledby={title}>
      <h3 id={title}>{text('reportTitle')}</h3>
      <Choice chosen={name} onChoose={setName} />
      <label class="switch">
        <input
          type="checkbox"
          checked={handout.isForOneself || hasRealNames}
          disabled={handout.isForOneself}
          onChange={event => setRealNames(event.currentTarget.checked)}
        />
        {text('reportRealNames')}
      </label>
      <p class="aside">{text(handout.isForOneself ? 'reportRequestNote' : 'reportNote')}</p>
      <Handing handout={handout} />
      <h4 id={preview}>{text('reportPreview')}</h4>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="preview" tabIndex={0} aria-labelledby={preview}>
        <pre dir="ltr">{handout.text}</pre>
      </section>
    </section>
  )
}

function Handing({ handout }: { handout: Handout }) {
  return (
    <div class="actions">
      <CopyButton key={handout.text} text={handout.text} label={text('copy')} />
      <button type="button" class="small" onClick={() => saveFile(handout)}>
        {text('saveAsFile')}
      </button>
    </div>
  )
}

interface ChoiceProps {
  chosen: HandoutName
  onChoose: (name: HandoutName) => void
}

function Choice({ chosen, onChoose }: ChoiceProps) {
  return (
    <fieldset class="choice">
      <legend>{text('reportForm')}</legend>
      {handoutNames.map(([name, title]) => (
        <label key={name}>
          <input type="radio" name="form" checked={name === chosen} onChange={() => onChoose(name)} />
          {title}
        </label>
      ))}
    </fieldset>
  )
}
