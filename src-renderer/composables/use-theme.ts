import { usePreferredContrast, usePreferredDark } from '@vueuse/core'
import { computed, watchEffect } from 'vue'

/** What can be asked for; `system` follows the desktop's colour scheme and contrast. */
export type ThemeChoice = 'system' | 'dark' | 'light' | 'contrast'

/** Names of the themes in styles/, as in <html data-theme>. */
export type ThemeName = 'dark' | 'light' | 'contrast' | 'contrast-light'

/** Keeps <html data-theme> at the theme that the choice and the desktop's own settings give. */
export function useTheme(choice: () => ThemeChoice): void {
  const isDark = usePreferredDark()
  const contrast = usePreferredContrast()
  const theme = computed<ThemeName>(() => {
    const wanted = choice()
    if (wanted === 'dark' || wanted === 'light') return wanted
    if (wanted === 'contrast' || contrast.value === 'more') return isDark.value ? 'contrast' : 'contrast-light'
    return isDark.value ? 'dark' : 'light'
  })
  watchEffect(() => {
    document.documentElement.dataset['theme'] = theme.value
  })
}
