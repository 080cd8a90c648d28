const KINDS: readonly {
  readonly perms: string
  readonly name: string
  readonly pages: number
  readonly part: number
}[] = [
  { perms: 'r--p', name: '/usr/lib/x86_64-linux-gnu/libcrypto.so.3', pages: 180, part: 0.9 },
  { perms: 'r-xp', name: '/usr/lib/x86_64-linux-gnu/libcrypto.so.3', pages: 820, part: 0.6 },
  { perms: 'rw-p', name: '/usr/lib/x86_64-linux-gnu/libcrypto.so.3', pages: 3, part: 1 },
  { perms: 'rw-p', name: '', pages: 64, part: 0.7 },
  { perms: 'rw-p', name: '[heap]', pages: 9_000, part: 0.8 },
  { perms: '---p', name: '', pages: 16_000, part: 0 },
  { perms: 'rw-s', name: '/dev/shm/队列 (deleted)', pages: 2_048, part: 0.5 },
  {
    perms: 'r--s',
    name: '/srv/data/a name that is much longer than any column of the table is wide.dat',
    pages: 700,
    part: 1
  },
  { perms: 'rwxp', name: '[anon:jit code]', pages: 512, part: 0.4 },
  { perms: 'rw-p', name: '', pages: 8, part: 1 }
]
const PAGE_KB = 4

/** The smaps text of a made-up process with this many mappings, of all the kinds that tables and pictures must show; always the same. */
export function madeSmaps(mappings: number): string {
  const blocks: string[] = []
  let at = 0x7f00_0000_0000
  for (let index = 0; index < mappings; index++) {
    const round = Math.floor(index / KINDS.length)
    const { perms, name, pages, part } = KINDS[index % KINDS.length]!
    // A program has one heap; later ones are anonymous, and libraries have numbers.
    const isRepeated = round > 0
    const own = isRepeated && name.startsWith('/usr') ? name.replace('libcrypto', `libpart${round}`) : name
    const shown = isRepeated && name === '[heap]' ? '' : own
    const size = Math.max(1, Math.round(pages / (1 + round)))
    const rss = Math.round(size * part) * PAGE_KB
    const end = at + size * PAGE_KB * 1024
    const inode = shown.startsWith('/') ? 1000 + index : 0
    const fields = {
      Size: size * PAGE_KB,
      KernelPageSize: PAGE_KB,
      MMUPageSize: PAGE_KB,
      Rss: rss,
      Pss: Math.round(perms.endsWith('s') ? rss / 2 : rss),
      Shared_Clean: perms.endsWith('s') ? rss : 0,
      Private_Dirty: perms.endsWith('p') ? rss : 0,
      Anonymous: shown === '' ? rss : 0,
      Swap: index % 7 === 0 ? PAGE_KB : 0
    }
    const lines = Object.entries(fields).map(([field, kb]) => `${`${field}:`.padEnd(16)}${String(kb).padStart(8)} kB`)
    const head = `${at.toString(16)}-${end.toString(16)} ${perms} 00000000 ${inode === 0 ? '00:00' : '08:01'} ${inode}`
    blocks.push(`${`${head} `.padEnd(73)}${shown}\n${lines.join('\n')}\nVmFlags: rd mr mw me ac\n`)
    at = end + (index % 3 === 0 ? 0x10000 : 0)
  }
  return blocks.join('')
}
