/** One mapping of smaps as text. @param fields name and value in kB; a value given as text is written as it is */
export function block(header: string, fields: Readonly<Record<string, number | string>>): string {
  const lines = Object.entries(fields).map(([name, value]) =>
    typeof value === 'string' ? `${name}:${value}` : `${`${name}:`.padEnd(16)}${String(value).padStart(8)} kB`
  )
  return `${[header, ...lines].join('\n')}\n`
}

const OLD = {
  Size: 8,
  Rss: 4,
  Pss: 4,
  Shared_Clean: 0,
  Shared_Dirty: 0,
  Private_Clean: 0,
  Private_Dirty: 4,
  Referenced: 4,
  Swap: 0
}
const NEW = {
  Size: 8,
  KernelPageSize: 4,
  MMUPageSize: 4,
  Rss: 8,
  Pss: 3,
  Pss_Dirty: 1,
  Shared_Clean: 4,
  Shared_Dirty: 0,
  Private_Clean: 0,
  Private_Dirty: 4,
  Referenced: 8,
  Anonymous: 4,
  KSM: 0,
  LazyFree: 0,
  AnonHugePages: 0,
  ShmemPmdMapped: 0,
  FilePmdMapped: 0,
  Shared_Hugetlb: 0,
  Private_Hugetlb: 0,
  Swap: 12,
  SwapPss: 12,
  Locked: 0
}

const A = '10000000-10002000 rw-p 00000000 00:00 0 '
const B = '20000000-20002000 r-xp 0001f000 08:14 131                                    /usr/bin/thing'
const C = '7f0000000000-7f0000002000 rw-s 00000000 103:100000 18446744073709551615                /srv/a b/c (deleted)'
const STACK = '7ffc00000000-7ffc00002000 rw-p 00000000 00:00 0                          [stack]'
const VSYSCALL = 'ffffffffff600000-ffffffffff602000 --xp 00000000 00:00 0                  [vsyscall]'

/** smaps of kernels and machines that are not here. */
export const INVENTED: Readonly<Record<string, string>> = {
  'linux-2.6.32': [A, B, STACK].map((header) => block(header, OLD)).join(''),
  'linux-4.x-order': [A, B, C]
    .map((header) =>
      block(header, {
        ...OLD,
        AnonHugePages: 0,
        SwapPss: 0,
        KernelPageSize: 4,
        MMUPageSize: 4,
        Locked: 0,
        VmFlags: ' rd wr mr mw me ac '
      })
    )
    .join(''),
  'tabs-and-flags': [A, B]
    .map((header) =>
      block(header, { ...OLD, THPeligible: '\t\t0', ProtectionKey: '         0', VmFlags: ' rd ex mr mw me sd ' })
    )
    .join(''),
  'future-fields': [A, B, C, STACK, VSYSCALL]
    .map((header) =>
      block(header, {
        ...NEW,
        Frobnicated: 7,
        Sealed_Clean: 123456,
        THPeligible: '           1',
        VmFlags: ' rd wr zz q9 ac '
      })
    )
    .join(''),
  '32-bit': [
    '08048000-0804a000 r-xp 00000000 08:01 77         /bin/old',
    'f7700000-f7702000 rw-p 00000000 00:00 0 ',
    'ffffe000-fffff000 r-xp 00000000 00:00 0          [vdso]'
  ]
    .map((header) => block(header, OLD))
    .join(''),
  'wide-values':
    block('00100000-100000100000 rw-p 00000000 00:00 0 ', {
      ...NEW,
      Size: 17179869184,
      Rss: 8589934592,
      VmFlags: ' rd wr nr '
    }) + block(B, { ...NEW, Pss: 123456789, VmFlags: ' rd ' }),
  'odd-names': [
    '10000000-10001000 r--p 00000000 fe:00 9                                      /',
    '10001000-10002000 r--p 00000000 fe:00 9                                      / (deleted)',
    '10002000-10003000 r--p 00000000 00:01 9                                      /SYSV00001234 (deleted)',
    '10003000-10004000 r--p 00000000 00:0e 9                                      anon_inode:[io_uring]',
    '10004000-10005000 r--p 00000000 00:00 0                                      [anon:glibc: malloc]',
    '10005000-10006000 r--p 00000000 00:00 0                                      [anon:a/b]',
    '10006000-10007000 rw-p 00000000 00:00 0                                      [heap]',
    '10007000-10008000 ---p 00000000 00:00 0                                      socket:[1234]',
    '10008000-10009000 r--p 00000000 fe:00 9                                      /a/\\012b/  two  '
  ]
    .map((header) => block(header, { ...NEW, VmFlags: ' rd ' }))
    .join(''),
  'no-vmflags-somewhere': block(A, { ...OLD, VmFlags: ' rd wr ' }) + block(B, { ...OLD, VmFlags: ' rd ex ' }),
  'no-swap-line':
    block(A, { Size: 8, Rss: 4, Shared_Dirty: 0, Private_Dirty: 4 }) +
    block(B, { Size: 8, Rss: 8, Shared_Dirty: 4, Private_Dirty: 4 })
}
