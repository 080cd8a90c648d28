import { mergeConfig } from 'vitest/config'
import base from '../../vitest.config.ts'

/** The project's tests without the slow ones, and with more time: counting what reaches each fault makes code a few times slower. */
export default mergeConfig(base, {
  test: { testTimeout: 120_000, isolate: false, setupFiles: ['test/mutants/quick-tests.ts'] }
})
