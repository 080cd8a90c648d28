const latin = new TextDecoder('latin1')

interface Known {
  readonly heading: RegExp
  readonly told: string
}

const NOT_LINUX = 'which is not supported; vmatlas shows mappings of Linux'

/** Lists of mappings that other systems print; rows of some look like those of a debugger. */
const OTHERS: readonly Known[] = [
  {
    heading: /^[ \t]*PID +START +END +PRT +RES\b/m,
    told: `it is the output of procstat -v of FreeBSD, ${NOT_LINUX}`
  },
  {
    heading: /^0x[0-9a-f]+ 0x[0-9a-f]+ -?\d+ -?\d+ 0x[0-9a-f]+ [r-][w-][x-] \d+ \d+ 0x[0-9a-f]+ N?COW /m,
    told: `it is /proc/PID/map of FreeBSD, ${NOT_LINUX}`
  },
  {
    heading:
      /^(?:==== )?(?:Non-w|W)ritable regions for process \d+|^REGION TYPE[ \t]+START - END|^Virtual Memory Map of process \d+/m,
    told: `it is the output of vmmap of macOS, ${NOT_LINUX}`
  },
  {
    heading: /^Base Address[ \t]+Type[ \t]+Size[ \t]+Committed|^"?Address"?,"?Type"?,"?Size"?,"?Committed"?/m,
    told: `it is the output of VMMap of Windows, ${NOT_LINUX}`
  },
  {
    heading: /^[0-9a-f]{8,16}[ \t]+\d+K[ \t]+read(?:\/(?:exec|write))*[ \t]/im,
    told: `it is the output of procmap of AIX or pmap of NetBSD, ${NOT_LINUX}`
  },
  {
    heading: /^Start +End +Size +Offset +rwxpc/m,
    told: `it is the output of procmap of OpenBSD, ${NOT_LINUX}`
  }
]

const SUMS = 'which has sums only; maps or smaps of the process tell its mappings'

/** What tools of Linux and Android print that is close to a list of mappings, but is none. */
const NO_LISTS: readonly Known[] = [
  {
    heading:
      /^[0-9a-f]{6,16} (?:default|local|bind|prefer|interleave|weighted).*\s(?:file=|heap|stack|anon=|N\d+=|huge)/m,
    told: 'it is numa_maps, which tells where mappings begin, but not where they end; open maps or smaps of the process'
  },
  {
    heading: /^(?:\[pid +\d+\] |\d+ +)?(?:[\d:.]+ )?(?:mmap2?|munmap|mprotect|brk|mremap)\(.*\) += /m,
    told: 'it is a log of strace: calls, of which some mappings are not to be known; open maps or smaps of the process'
  },
  { heading: /^[ \t]*PID[ \t]+Vss[ \t]+Rss[ \t]+Pss[ \t]+Uss\b/m, told: `it is the output of procrank, ${SUMS}` },
  { heading: /^\*\* MEMINFO in pid \d+|^Total PSS by process:/m, told: `it is the output of dumpsys meminfo, ${SUMS}` },
  {
    heading: /^MemTotal:[ \t]+\d+ kB/m,
    told: 'it is /proc/meminfo, which is about the whole machine, not about a process'
  },
  { heading: /^VmSize:[ \t]+\d{1,20} kB/m, told: `it is status of a process, ${SUMS}` },
  {
    heading: /^----- pid \d+ at \d{4}-|^Cmd line: .*\n(?:.*\n){0,8}?.*\bsysTid=\d+/m,
    told: 'it holds backtraces, but no memory map; a tombstone has both'
  },
  {
    heading: /^COMMAND[ \t]+PID[ \t].*\bFD[ \t]+TYPE\b/m,
    told: 'it is the output of lsof: files, without the places they are mapped to'
  },
  {
    heading: /^\s*<\?xml[^>]*>\s*<(?:root|VMMap|Snapshot)\b/i,
    told: `it looks like a file of VMMap of Windows, ${NOT_LINUX}`
  }
]

function toldBy(list: readonly Known[], head: Uint8Array): string | null {
  const text = latin.decode(head)
  return list.find(({ heading }) => heading.test(text))?.told ?? null
}

/** Which other system's list this is, in words; null when it is none that is known. */
export function otherSystem(head: Uint8Array): string | null {
  return toldBy(OTHERS, head)
}

/** What it is that no list of mappings was found in, in words; null when it is nothing known. */
export function noList(head: Uint8Array, name: string): string | null {
  return /\.mmp$/i.test(name) ? `it is a file of VMMap of Windows, ${NOT_LINUX}` : toldBy(NO_LISTS, head)
}
