import { useI18n } from 'vue-i18n'
import type { PurposeDictionary } from '#shared/memory/purpose-words.ts'

/** The words for what memory is for, in the language of the page. */
export function usePurposeWords(): PurposeDictionary {
  const i18n = useI18n()
  const { t } = i18n
  // Languages say what is missing at compile time, so English knows every key that this version knows.
  const has = (key: string): boolean => i18n.te(key) || i18n.te(key, 'en')
  return {
    purpose: (key, values) => (has(`purpose.${key}`) ? t(`purpose.${key}`, { ...values }) : null),
    kind: (key) =>
      has(`purposeKind.${key}`) ? t(`purposeKind.${key}`) : has(`purpose.${key}`) ? t(`purpose.${key}`) : null,
    part: (part, what) => (part === 'own' ? what : t(`purposePart.${part}`, { what }))
  }
}
