const latin = new TextDecoder('latin1')

/** A kind of text, by a line of it, and what is known of it. */
export interface Known {
  readonly heading: RegExp
  readonly advice: string
}

/** Behind the name of a tool of another system. */
export const NOT_LINUX = 'which is not supported; vmatlas shows mappings of Linux'

/** Lists of mappings that other systems print; rows of some look like those of a debugger. */
const OTHERS: readonly Known[] = [
  {
    heading: /^[ \t]*PID +START +END +PRT +RES\b/m,
    advice: `it is the output of procstat -v of FreeBSD, ${NOT_LINUX}`
  },
  {
    heading: /^0x[0-9a-f]+ 0x[0-9a-f]+ -?\d+ -?\d+ 0x[0-9a-f]+ [r-][w-][x-] \d+ \d+ 0x[0-9a-f]+ N?COW /m,
    advice: `it is /proc/PID/map of FreeBSD, ${NOT_LINUX}`
  },
  {
    heading:
      /^(?:==== )?(?:Non-w|W)ritable regions for process \d+|^REGION TYPE[ \t]+START - END|^Virtual Memory Map of process \d+/m,
    advice: `it is the output of vmmap of macOS, ${NOT_LINUX}`
  },
  {
    heading: /^Base Address[ \t]+Type[ \t]+Size[ \t]+Committed|^"?Address"?,"?Type"?,"?Size"?,"?Committed"?/m,
    advice: `it is the output of VMMap of Windows, ${NOT_LINUX}`
  },
  {
    heading: /^[0-9a-f]{8,16}[ \t]+\d+K[ \t]+read(?:\/(?:exec|write))*[ \t]/im,
    advice: `it is the output of procmap of AIX or pmap of NetBSD, ${NOT_LINUX}`
  },
  {
    heading: /^Start +End +Size +Offset +rwxpc/m,
    advice: `it is the output of procmap of OpenBSD, ${NOT_LINUX}`
  },
  {
    heading: /^[ \t]*Start Addr[ \t]+End Addr[ \t]+Size[ \t]+Offset[ \t]+Flags\b/m,
    advice: `it is gdb's list on Solaris or a BSD, ${NOT_LINUX}`
  },
  {
    heading: /^\[0x[0-9a-f]{1,16}-0x[0-9a-f]{1,16}\) [r-][w-][x-] (?:\S{1,200} )?__(?:TEXT|DATA|LINKEDIT|PAGEZERO)\b/m,
    advice: `it is lldb's list on macOS, ${NOT_LINUX}`
  },
  {
    heading:
      /^[ \t]*(?:BaseAddr|BaseAddress)[ \t]+EndAddr(?:ess)?(?:\+1)?[ \t]+(?:RgnSize|RegionSize)\b|^[ \t]*(?:\+ )?[0-9a-f]{1,8}`?[0-9a-f]{8}[ \t]+[0-9a-f]{1,8}`[0-9a-f]{8}[ \t]+[0-9a-f]{1,8}`[0-9a-f]{8}[ \t]+(?:MEM_|Free\b|[A-Z][A-Za-z]+ )/m,
    advice: `it is the output of !address of WinDbg, ${NOT_LINUX}`
  },
  {
    heading: /^[ \t]*Address[ \t]+Size[ \t]+State[ \t]+Type[ \t]+RWX/m,
    advice: `it is the output of "info maps" of winedbg: the memory of a Windows program; open maps of its process instead`
  },
  {
    heading: /^--- Usage Summary -{4,}/m,
    advice: `it is the summary of !address of WinDbg, ${NOT_LINUX}`
  },
  {
    heading: /^[ \t]*VIRTUAL[ \t]+RESIDENT[ \t]+DIRTY[ \t]+SWAPPED/m,
    advice: `it is the summary of vmmap of macOS, ${NOT_LINUX}`
  },
  {
    heading: /^(?:Binary Images:|VM Region Info:|VM Region Summary:|ReadOnly portion of Libraries: )/m,
    advice: `it is a crash report of macOS or iOS, ${NOT_LINUX}`
  },
  {
    heading:
      /^[ \t]*Address[ \t]+Kbytes[ \t]+(?:RSS[ \t]+Anon[ \t]+Locked|Pgsz|Swap)[ \t]+(?:Pgsz[ \t]+)?Mode[ \t]+Mapped File/m,
    advice: `it is the output of pmap of Solaris, ${NOT_LINUX}`
  },
  {
    heading:
      /^[ \t]*(?:Pid: \d{1,10} )?VAD[ \t]+(?:Level|level)[ \t]+|^PID[ \t]+Process[ \t]+Offset[ \t]+Start VPN[ \t]+End VPN\b/m,
    advice: `it is a list of VADs of Windows, ${NOT_LINUX}`
  },
  {
    heading: /^[ \t]{0,20}area (?:ID|name)[ \t]+(?:name[ \t]+)?address[ \t]+size[ \t]+alloc\./m,
    advice: `it is the output of listarea of Haiku, ${NOT_LINUX}`
  },
  {
    heading: /^[ \t]{1,20}pid name[ \t]+prio STATE[ \t]+code[ \t]+data/m,
    advice: `it is the output of pidin of QNX, ${NOT_LINUX}`
  },
  {
    heading: /^\/?[A-Z] {0,4}_{4,20}[0-9a-f]{8}_[0-9a-f]{8}-[0-9a-f]{8}_[0-9a-f]{8} /m,
    advice: `it is the output of vmaps of Fuchsia, ${NOT_LINUX}`
  },
  {
    heading: /^[ \t]{1,20}Pid Command[ \t]+Inuse[ \t]+Pin[ \t]+Pgsp[ \t]+Virtual\b/m,
    advice: `it is the output of svmon of AIX, ${NOT_LINUX}`
  },
  {
    heading:
      /^Address[ \t]+Size[ \t]+Owner[ \t]+Section[ \t]+Contains[ \t]+Type[ \t]+Access|^Page Information=.{0,200}\nAllocation Type=/m,
    advice: `it is a memory map of OllyDbg or x64dbg: the memory of a Windows program`
  }
]

/** What is known of a text by the first of them that its lines begin with, or null. */
export function recognisedIn(list: readonly Known[], head: Uint8Array): string | null {
  const text = latin.decode(head)
  return list.find(({ heading }) => heading.test(text))?.advice ?? null
}

/** Which other system's list this is, in words; null when it is not a known one. */
export function otherSystem(head: Uint8Array): string | null {
  return recognisedIn(OTHERS, head)
}
