import { Icon } from '#ui/components/icons.tsx'

export const PinIcon = () => (
  <Icon name="pin">
    <path d="M6 2h4l-.5 4L12 8.5H4L6.5 6ZM8 8.5V14" />
  </Icon>
)

export const EditIcon = () => (
  <Icon name="pen">
    <path d="m3 13 .7-3 7-7L13 5.3l-7 7Z" />
  </Icon>
)

export const CopyIcon = () => (
  <Icon name="copy">
    <path d="M5.5 5.5h8v8h-8ZM3 10.5h-.5v-8h8V3" />
  </Icon>
)

export const TrashIcon = () => (
  <Icon name="bin">
    <path d="M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.5 9h6l.5-9" />
  </Icon>
)
