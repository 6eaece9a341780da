import type { ComponentChildren } from 'preact'
import type { StepState } from '#shared/runs/run'

/** Draws an icon on a 16-unit grid in the text color. The adjacent text has the same meaning. */
export function Icon({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <svg class={`icon ${name}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {children}
    </svg>
  )
}

/** Must match src/icons/mark.svg. */
export const HubpassLogo = () => (
  <svg class="mark" viewBox="0 0 16 16" width="24" height="24" aria-hidden="true">
    <path d={logoPath} fill-rule="evenodd" />
  </svg>
)

const logoPath =
  'M5 1h6a2.5 2.5 0 0 1 2.5 2.5v2.7a1.8 1.8 0 0 0 0 3.6v2.7A2.5 2.5 0 0 1 11 15H5a2.5 2.5 0 0 1-2.5-2.5V9.8a1.8 1.8 0 0 0 0-3.6V3.5A2.5 2.5 0 0 1 5 1Zm1.8 7.6L6.2 12h3.6l-.6-3.4a2.3 2.3 0 1 0-2.4 0Z'

export const ChevronIcon = () => (
  <Icon name="chevron">
    <path d="m4 6.5 4 4 4-4" />
  </Icon>
)

export const PlusIcon = () => (
  <Icon name="plus">
    <path d="M8 3.5v9M3.5 8h9" />
  </Icon>
)

export const CloseIcon = () => (
  <Icon name="cross">
    <path d="m4.5 4.5 7 7m0-7-7 7" />
  </Icon>
)

/** A hat and glasses, as in browsers. */
export const PrivateWindowIcon = () => (
  <Icon name="beside-icon">
    <path d="M4.5 7.5 5.5 3h5l1 4.5M2 7.5h12M7 11.5a2 2 0 1 1-4 0 2 2 0 1 1 4 0ZM13 11.5a2 2 0 1 1-4 0 2 2 0 1 1 4 0ZM7 11.5q1-1 2 0" />
  </Icon>
)

export const PersonIcon = () => (
  <Icon name="person">
    <path d="M8 2.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 1 1 0-5ZM3 13.5a5 4.5 0 0 1 10 0" />
  </Icon>
)

export const MoreIcon = () => (
  <Icon name="dots">
    <path d="M8 3.5v.01M8 8v.01M8 12.5v.01" stroke-width="2" />
  </Icon>
)

export const StepIcon = ({ state }: { state: StepState }) => <Icon name={state}>{stepDrawings[state]}</Icon>

const stepDrawings: Record<StepState, ComponentChildren> = {
  waiting: <circle cx="8" cy="8" r="5.25" />,
  working: (
    <>
      <circle cx="8" cy="8" r="6" opacity=".25" />
      <path d="M8 2a6 6 0 0 1 6 6" />
    </>
  ),
  passed: (
    <>
      <circle cx="8" cy="8" r="7.25" class="disc" />
      <path d="m4.8 8.3 2.2 2.2 4.2-4.6" class="sign" />
    </>
  ),
  failed: (
    <>
      <circle cx="8" cy="8" r="7.25" class="disc" />
      <path d="m5.5 5.5 5 5m0-5-5 5" class="sign" />
    </>
  ),
  'not-reached': <path d="M4.5 8h7" />,
}
