import { expect, it } from 'vitest'
import { open } from '#test/support/opened-files.ts'
import { CONFIDENCES } from '../memory/category.ts'
import { whatWords } from '../memory/purpose-words.ts'

/** As an old pmap -d prints a program that trains on a GPU; the middle of the listing was cut. */
const LISTING = `4242:   python train.py
Address           Kbytes Mode  Offset           Device    Mapping
0000000200200000    2048 rw-s- 0000000000000000 000:00006 nvidia0
0000000201e00000    2048 rw-s- 0000000201e00000 000:00006 nvidia-uvm
0000000202000000 4161536 ----- 0000000000000000 000:00000   [ anon ]
000055d01c000000     348 r---- 0000000000000000 259:00002 python3.8
000055d01c057000    1824 r-x-- 0000000000057000 259:00002 python3.8
000055d01c21f000     396 rw--- 00000000002be000 259:00002 python3.8
000055d01c282000     196 rw--- 0000000000000000 000:00000   [ anon ]
000055d01d47a000 2815744 rw--- 0000000000000000 000:00000   [ anon ]
00007f3ca8000000     424 rw--- 0000000000000000 000:00000   [ anon ]
00007f3ca806a000   65112 ----- 0000000000000000 000:00000   [ anon ]
00007f3fd7b85000       4 r-x-- 0000000000028000 259:00001 ld-2.27.so
00007ffe2cb21000     164 rw--- 0000000000000000 000:00000   [ stack ]
00007ffe2cbd3000      12 r---- 0000000000000000 000:00000   [ anon ]
00007ffe2cbd6000       4 r-x-- 0000000000000000 000:00000   [ anon ]
ffffffffff600000       4 --x-- 0000000000000000 000:00000   [ anon ]
`

it('reports for a listing without the kernel’s names what each mapping is, and how sure that is', () => {
  const { table, classification } = open(LISTING).moments[0]!.processes[0]!.capture()
  const said = Array.from(
    { length: table.rowCount },
    (_, row) => `${CONFIDENCES[classification.confidence[row]!]}: ${whatWords(classification, row)}`
  )
  expect(said).toEqual([
    'kernel: window of the NVIDIA driver (GPU 0)',
    'kernel: window of the NVIDIA driver (unified memory)',
    'probable: address space of the NVIDIA driver',
    'inferred: python3.8: code and data',
    'inferred: python3.8: code and data',
    'inferred: python3.8: code and data',
    'probable: python3.8: zero-initialised data (.bss)',
    'inferred: heap (brk)',
    'inferred: malloc arena 1 of 1',
    'inferred: malloc arena 1 of 1: reserved',
    'inferred: ld-2.27.so: code and data',
    'kernel: main stack',
    'inferred: [vvar]',
    'inferred: [vdso]',
    'kernel: [vsyscall]'
  ])
})
