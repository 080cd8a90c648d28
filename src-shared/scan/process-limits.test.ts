import { expect, it } from 'vitest'
import { parseProcessLimits } from './process-limits.ts'

/** Linux 6.18, cat /proc/self/limits. */
const REAL = `Limit                     Soft Limit           Hard Limit           Units     
Max cpu time              unlimited            unlimited            seconds   
Max stack size            8388608              unlimited            bytes     
Max core file size        0                    unlimited            bytes     
Max locked memory         8388608              8388608              bytes     
Max realtime timeout      unlimited            unlimited            us        
`

it('soft limits by the kernel’s names, unlimited ones as null', () => {
  expect(parseProcessLimits(new TextEncoder().encode(REAL))).toEqual({
    'Max cpu time': null,
    'Max stack size': 8388608,
    'Max core file size': 0,
    'Max locked memory': 8388608,
    'Max realtime timeout': null
  })
  expect(parseProcessLimits(new TextEncoder().encode('\0nothing of the kind'))).toEqual({})
})
