import { speak } from '../stories/locales.ts'

speak('en')
