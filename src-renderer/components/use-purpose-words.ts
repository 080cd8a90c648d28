import { useI18n } from 'vue-i18n'
import type { PurposeDictionary } from '#shared/memory/purpose-words.ts'

/** What is needed of vue-i18n. */
interface Texts {
  t(key: string, values?: Record<string, unknown>): string
  te(key: string, locale?: string): boolean
}

/** The words for what memory is for, in the language of the page. */
export function usePurposeWords(): PurposeDictionary {
  return purposeDictionary(useI18n())
}

/** The same where no component is: words in the language of the page at the time when they are asked for. */
export function purposeDictionary(i18n: Texts): PurposeDictionary {
  const t: Texts['t'] = (key, values) => i18n.t(key, values ?? {})
  // A missing text of a language is a compile-time error, so English knows every key that this version knows.
  const has = (key: string): boolean => i18n.te(key) || i18n.te(key, 'en')
  return {
    purpose: (key, values) => (has(`purpose.${key}`) ? t(`purpose.${key}`, { ...values }) : null),
    kind: (key) =>
      has(`purposeKind.${key}`) ? t(`purposeKind.${key}`) : has(`purpose.${key}`) ? t(`purpose.${key}`) : null,
    part: (part, what) => (part === 'own' ? what : t(`purposePart.${part}`, { what })),
    share: (what, percent) => t(`purposeShare.${percent === 0 ? 'least' : 'share'}`, { what, percent }),
    get between() {
      return t('purposeShare.between')
    }
  }
}
