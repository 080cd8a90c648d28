import fc from 'fast-check'
import { beforeEach } from 'vitest'
import { SLOW_TESTS } from './slow-tests.ts'

beforeEach(({ task, skip }) => {
  skip(SLOW_TESTS.has(task.name), 'too slow to be run for each fault')
})

// A property that fails needs no smaller example here, and one that holds no more than a second.
fc.configureGlobal({ endOnFailure: true, interruptAfterTimeLimit: 1000 })
