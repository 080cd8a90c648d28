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
  },
  {
    heading: /^[ \t]*Start Addr[ \t]+End Addr[ \t]+Size[ \t]+Offset[ \t]+Flags\b/m,
    told: `it is gdb's list on Solaris or a BSD, ${NOT_LINUX}`
  },
  {
    heading: /^\[0x[0-9a-f]{1,16}-0x[0-9a-f]{1,16}\) [r-][w-][x-] (?:\S{1,200} )?__(?:TEXT|DATA|LINKEDIT|PAGEZERO)\b/m,
    told: `it is lldb's list on macOS, ${NOT_LINUX}`
  },
  {
    heading:
      /^[ \t]*(?:BaseAddr|BaseAddress)[ \t]+EndAddr(?:ess)?(?:\+1)?[ \t]+(?:RgnSize|RegionSize)\b|^[ \t]*(?:\+ )?[0-9a-f]{1,8}`?[0-9a-f]{8}[ \t]+[0-9a-f]{1,8}`[0-9a-f]{8}[ \t]+[0-9a-f]{1,8}`[0-9a-f]{8}[ \t]+(?:MEM_|Free\b|[A-Z][A-Za-z]+ )/m,
    told: `it is the output of !address of WinDbg, ${NOT_LINUX}`
  },
  {
    heading: /^[ \t]*Address[ \t]+Size[ \t]+State[ \t]+Type[ \t]+RWX/m,
    told: `it is the output of "info maps" of winedbg: the memory of a Windows program; open maps of its process instead`
  },
  {
    heading: /^--- Usage Summary -{4,}/m,
    told: `it is the summary of !address of WinDbg, ${NOT_LINUX}`
  },
  {
    heading: /^[ \t]*VIRTUAL[ \t]+RESIDENT[ \t]+DIRTY[ \t]+SWAPPED/m,
    told: `it is the summary of vmmap of macOS, ${NOT_LINUX}`
  },
  {
    heading: /^(?:Binary Images:|VM Region Info:|VM Region Summary:|ReadOnly portion of Libraries: )/m,
    told: `it is a crash report of macOS or iOS, ${NOT_LINUX}`
  },
  {
    heading:
      /^[ \t]*Address[ \t]+Kbytes[ \t]+(?:RSS[ \t]+Anon[ \t]+Locked|Pgsz|Swap)[ \t]+(?:Pgsz[ \t]+)?Mode[ \t]+Mapped File/m,
    told: `it is the output of pmap of Solaris, ${NOT_LINUX}`
  },
  {
    heading:
      /^[ \t]*(?:Pid: \d{1,10} )?VAD[ \t]+(?:Level|level)[ \t]+|^PID[ \t]+Process[ \t]+Offset[ \t]+Start VPN[ \t]+End VPN\b/m,
    told: `it is a list of VADs of Windows, ${NOT_LINUX}`
  }
]

const WITH_GDB = 'it tells where sections of files are, not the mappings; paste what "info proc mappings" prints'
const SUMS = 'which has sums only; maps or smaps of the process tell its mappings'

/** What tools of Linux and Android print that is close to a list of mappings, but is none. */
const NO_LISTS: readonly Known[] = [
  {
    heading: /^heap profile: \d{1,12}: \d{1,15} \[\d{1,12}: \d{1,15}\] @ (?:heap\/|\S{0,20}\s*$|\s*$)/m,
    told: 'it is a heap profile, which holds stacks and sizes of allocations, but no mappings; open maps or smaps of the process'
  },
  {
    heading: /^0x[0-9a-f]{8,16}-0x[0-9a-f]{8,16} +\d{1,15} \S{1,200}\+0x[0-9a-f]{1,8}\/0x[0-9a-f]{1,8}/m,
    told: "it is /proc/vmallocinfo, which is about the kernel's own memory, not about a process"
  },
  {
    heading: /^[ \t]{0,40}[0-9a-f]{8,16}-[0-9a-f]{8,16} : (?:System RAM|Reserved|reserved|PCI|ACPI|Kernel)/m,
    told: 'it is /proc/iomem, which is about the memory of the machine, not about a process'
  },
  {
    heading: /^[0-9a-f]{8,16} [a-zA-Z] [_a-zA-Z]\S{0,200}(?:[ \t]\[\w{1,60}\])?$/m,
    told: 'it is a list of symbols (kallsyms or nm), not of mappings'
  },
  {
    heading: /^[ \t]*(?:\[[ \d.]{5,16}\] )?(?:BIOS-e820: |e820: )/m,
    told: 'it is the map of the machine that the firmware gives, not of a process'
  },
  {
    heading: /^[ \t]*From[ \t]+To[ \t]+Syms Read\b/m,
    told: `it is the output of "info sharedlibrary" of gdb: ${WITH_GDB}`
  },
  {
    heading: /^[ \t]*0x[0-9a-f]{1,16} - 0x[0-9a-f]{1,16} is \.[\w.]{1,60}/m,
    told: `it is the output of "info files" of gdb: ${WITH_GDB}`
  },
  {
    heading: /^[ \t]*\[\d{1,5}\][ \t]+0x[0-9a-f]{1,16}->0x[0-9a-f]{1,16} at 0x/m,
    told: `it is the output of "maint info sections" of gdb: ${WITH_GDB}`
  },
  {
    heading:
      /^(?:Program Headers:|Section Headers:|There are \d{1,6} section headers)|^[ \t]+LOAD +(?:off +)?0x[0-9a-f]{6,16} +(?:vaddr +)?0x/m,
    told: 'it is the output of readelf or objdump: a file, not a process; open maps or smaps of a process that runs it'
  },
  {
    heading: /^==\d{1,10}==[ \t]*(?:ERROR|WARNING): \w{1,30}Sanitizer\b/m,
    told: 'it is a report of a sanitizer without a map; run the program again with the option print_module_map=1 or handle_segv=1:print_cmdline=1, or open maps of the process'
  },
  {
    heading:
      /^(?:google-breakpad\/)?(?:.{0,80}: )?-----BEGIN BREAKPAD MICRODUMP-----|^[VOSGCRUM] [0-9A-F]{8,16} [0-9A-F]{4,16} /m,
    told: 'it is a microdump, which lists modules only, not the mappings; a minidump or a tombstone has them'
  },
  {
    heading: /^[ \t]*(?:Module|Found module) \S{1,300} (?:from (?:deb|rpm) |with build-id:)/m,
    told: 'it is what coredumpctl tells of a crash, without a map; open the core file itself (coredumpctl dump)'
  },
  {
    heading: /^[ \t]*App Summary[ \t]*$/m,
    told: `it is the App Summary of dumpsys meminfo, ${SUMS}`
  },
  {
    heading:
      /^[ \t]*PID[ \t]+User[ \t]+Command[ \t]+Swap[ \t]+USS[ \t]+PSS[ \t]+RSS\b|^Map[ \t]+(?:PIDs|Count)[ \t]+AVGPSS[ \t]+PSS\b|^User[ \t]+Count[ \t]+Swap[ \t]+USS\b/m,
    told: `it is the output of smem, ${SUMS}`
  },
  {
    heading:
      /\[[ ]*pid[ ]*\][ ]+uid[ ]+tgid[ ]+total_vm[ ]+rss\b|\b(?:Out of memory|Memory cgroup out of memory): Kill(?:ed)? process \d/m,
    told: `it is the table of the OOM killer, ${SUMS}`
  },
  {
    heading: /^[ \t]*PID USER[ \t]+PR[ \t]+NI[ \t]+VIRT\b|^USER[ \t]+PID[ \t]+%CPU[ \t]+%MEM[ \t]+VSZ\b/m,
    told: `it is the output of top or ps, ${SUMS}`
  },
  {
    heading: /^Native Memory Tracking:/m,
    told: "it is the summary of the JVM's Native Memory Tracking, which has sums only; jcmd PID System.map lists the mappings"
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
