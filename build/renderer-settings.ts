import vue from '@vitejs/plugin-vue'
import type { UserConfig } from 'vite'
import { packedRecordings } from './packed-recordings.ts'

/** What every build of the page needs. */
export const rendererSettings = (): Pick<UserConfig, 'plugins' | 'define'> => ({
  plugins: [vue(), packedRecordings()],
  // vue-i18n's switches: no legacy API, and messages compiled without `new Function` (strict CSP).
  define: {
    __VUE_I18N_LEGACY_API__: false,
    __VUE_I18N_FULL_INSTALL__: true,
    __INTLIFY_PROD_DEVTOOLS__: false,
    __INTLIFY_JIT_COMPILATION__: true
  }
})
