import { setLanguage } from '../stories/locales.ts'

setLanguage('en')
