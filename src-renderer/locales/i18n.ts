import { createI18n } from 'vue-i18n'
import type { Locale } from '#shared/contract/settings.ts'
import { en } from './en.ts'
import { zhCN } from './zh-CN.ts'

const DATES = {
  day: { year: 'numeric', month: '2-digit', day: '2-digit' },
  time: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  moment: {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23'
  }
} as const

/** The texts of the interface in all languages; the language on the screen is `i18n.global.locale`. */
export const i18n = createI18n({
  legacy: false,
  datetimeFormats: { en: DATES, 'zh-CN': DATES } satisfies Record<Locale, typeof DATES>,
  locale: 'en',
  fallbackLocale: 'en',
  messages: { en, 'zh-CN': zhCN } satisfies Record<Locale, typeof en>,
  // Texts hold names of programs as they are; nothing is ever inserted as HTML.
  warnHtmlMessage: true
})
