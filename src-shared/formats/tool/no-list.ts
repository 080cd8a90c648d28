import { OTHER_REPORTS } from './other-reports.ts'
import { NOT_LINUX, recognisedIn, type Known } from './other-system.ts'

const WITH_GDB = 'it shows where sections of files are, not the mappings; paste what "info proc mappings" prints'
const SUMS = 'which has sums only; maps or smaps of the process list its mappings'

/** What tools of Linux and Android print that looks like a list of mappings, but is not one. */
const NO_LISTS: readonly Known[] = [
  {
    heading: /^heap profile: \d{1,12}: \d{1,15} \[\d{1,12}: \d{1,15}\] @ (?:heap\/|\S{0,20}\s*$|\s*$)/m,
    advice:
      'it is a heap profile, which holds stacks and sizes of allocations, but no mappings; open maps or smaps of the process'
  },
  {
    heading: /^0x[0-9a-f]{8,16}-0x[0-9a-f]{8,16} +\d{1,15} \S{1,200}\+0x[0-9a-f]{1,8}\/0x[0-9a-f]{1,8}/m,
    advice: "it is /proc/vmallocinfo, which is about the kernel's own memory, not about a process"
  },
  {
    heading: /^[ \t]{0,40}[0-9a-f]{8,16}-[0-9a-f]{8,16} : (?:System RAM|Reserved|reserved|PCI|ACPI|Kernel)/m,
    advice: 'it is /proc/iomem, which is about the memory of the machine, not about a process'
  },
  {
    heading: /^[0-9a-f]{8,16} [a-zA-Z] [_a-zA-Z]\S{0,200}(?:[ \t]\[\w{1,60}\])?$/m,
    advice: 'it is a list of symbols (kallsyms or nm), not of mappings'
  },
  {
    heading: /^[ \t]*(?:\[[ \d.]{5,16}\] )?(?:BIOS-e820: |e820: )/m,
    advice: 'it is the map of the machine that the firmware gives, not of a process'
  },
  {
    heading: /^[ \t]*From[ \t]+To[ \t]+Syms Read\b/m,
    advice: `it is the output of "info sharedlibrary" of gdb: ${WITH_GDB}`
  },
  {
    heading: /^[ \t]*0x[0-9a-f]{1,16} - 0x[0-9a-f]{1,16} is \.[\w.]{1,60}/m,
    advice: `it is the output of "info files" of gdb: ${WITH_GDB}`
  },
  {
    heading: /^[ \t]*\[\d{1,5}\][ \t]+0x[0-9a-f]{1,16}->0x[0-9a-f]{1,16} at 0x/m,
    advice: `it is the output of "maint info sections" of gdb: ${WITH_GDB}`
  },
  {
    heading:
      /^(?:Program Headers:|Section Headers:|There are \d{1,6} section headers)|^[ \t]+LOAD +(?:off +)?0x[0-9a-f]{6,16} +(?:vaddr +)?0x/m,
    advice:
      'it is the output of readelf or objdump: a file, not a process; open maps or smaps of a process that runs it'
  },
  {
    heading: /^==\d{1,10}==[ \t]*(?:ERROR|WARNING): \w{1,30}Sanitizer\b/m,
    advice:
      'it is a report of a sanitizer without a map; run the program again with the option print_module_map=1 or handle_segv=1:print_cmdline=1, or open maps of the process'
  },
  {
    heading:
      /^(?:google-breakpad\/)?(?:.{0,80}: )?-----BEGIN BREAKPAD MICRODUMP-----|^[VOSGCRUM] [0-9A-F]{8,16} [0-9A-F]{4,16} /m,
    advice: 'it is a microdump, which lists modules only, not the mappings; a minidump or a tombstone has them'
  },
  {
    heading: /^[ \t]*(?:Module|Found module) \S{1,300} (?:from (?:deb|rpm) |with build-id:)/m,
    advice: 'it is what coredumpctl prints about a crash, without a map; open the core file itself (coredumpctl dump)'
  },
  {
    heading: /^[ \t]*App Summary[ \t]*$/m,
    advice: `it is the App Summary of dumpsys meminfo, ${SUMS}`
  },
  {
    heading:
      /^[ \t]*PID[ \t]+User[ \t]+Command[ \t]+Swap[ \t]+USS[ \t]+PSS[ \t]+RSS\b|^Map[ \t]+(?:PIDs|Count)[ \t]+AVGPSS[ \t]+PSS\b|^User[ \t]+Count[ \t]+Swap[ \t]+USS\b/m,
    advice: `it is the output of smem, ${SUMS}`
  },
  {
    heading:
      /\[[ ]*pid[ ]*\][ ]+uid[ ]+tgid[ ]+total_vm[ ]+rss\b|\b(?:Out of memory|Memory cgroup out of memory): Kill(?:ed)? process \d/m,
    advice: `it is the table of the OOM killer, ${SUMS}`
  },
  {
    heading: /^[ \t]*PID USER[ \t]+PR[ \t]+NI[ \t]+VIRT\b|^USER[ \t]+PID[ \t]+%CPU[ \t]+%MEM[ \t]+VSZ\b/m,
    advice: `it is the output of top or ps, ${SUMS}`
  },
  {
    heading: /^[ \t]{0,20}\[0x[0-9a-f]{8,16} - 0x[0-9a-f]{8,16}\] (?:reserved|committed)\b/m,
    advice:
      "it is the detail of the JVM's Native Memory Tracking: what the JVM reserved for itself, not the mappings; jcmd PID System.map lists them"
  },
  {
    heading: /^Native Memory Tracking:/m,
    advice:
      "it is the summary of the JVM's Native Memory Tracking, which has sums only; jcmd PID System.map lists the mappings"
  },
  {
    heading: /^(?:\[pid +\d+\] |\d+ +)?(?:[\d:.]+ )?(?:mmap2?|munmap|mprotect|brk|mremap)\(.*\) += /m,
    advice:
      'it is a log of strace: calls, of which some mappings are not to be known; open maps or smaps of the process'
  },
  { heading: /^[ \t]*PID[ \t]+Vss[ \t]+Rss[ \t]+Pss[ \t]+Uss\b/m, advice: `it is the output of procrank, ${SUMS}` },
  {
    heading: /^\*\* MEMINFO in pid \d+|^Total PSS by process:/m,
    advice: `it is the output of dumpsys meminfo, ${SUMS}`
  },
  {
    heading: /^MemTotal:[ \t]+\d+ kB/m,
    advice: 'it is /proc/meminfo, which is about the whole machine, not about a process'
  },
  { heading: /^VmSize:[ \t]+\d{1,20} kB/m, advice: `it is status of a process, ${SUMS}` },
  {
    heading: /^----- pid \d+ at \d{4}-|^Cmd line: .*\n(?:.*\n){0,8}?.*\bsysTid=\d+/m,
    advice: 'it holds backtraces, but no memory map; a tombstone has both'
  },
  {
    heading: /^COMMAND[ \t]+PID[ \t].*\bFD[ \t]+TYPE\b/m,
    advice: 'it is the output of lsof: files, without the addresses they are mapped at'
  },
  {
    heading: /^---\[ .{1,60} \]-{3,100}/m,
    advice: "it is a dump of the kernel's page tables, which is not about the mappings of a process"
  },
  {
    heading: /^(?:==\d{1,10}==)?[ \t]{0,8}\|\| `\[0x[0-9a-f]{6,16}, 0x[0-9a-f]{6,16}\]` \|\| \w{1,20}/m,
    advice: 'it is the layout that a sanitizer made for itself, not the mappings; open maps or smaps of the process'
  },
  {
    heading: /^(?:1STSEGTYPE|1STHEAPTYPE|0SECTION) {1,20}/m,
    advice:
      'it is a javacore of OpenJ9, which lists segments of its own heaps, not the mappings; open maps or smaps of the process'
  },
  {
    heading: /^[ \t\\*]{0,8}\*\\?\*? ?Preparing to test memory region [0-9a-f]{4,16} \(\d{1,20} bytes\)/m,
    advice:
      'it is a crash report of Redis, which lists the memory that it tested, not the mappings; open maps, smaps or a core of the process'
  },
  {
    heading: /^[ \t]{0,8}(?:\d{1,6}: )?0x[0-9a-f]{1,16}\/0x[0-9a-f]{1,16}\/0x[0-9a-f]{1,16}(?: |$)/m,
    advice:
      'it is a profile of pprof, which shows where modules lie, not the mappings; open maps or smaps of the process'
  },
  {
    heading:
      /^[0-9a-f]{8,16} [0-9a-f]{1,8} (?:Interpreter|LazyCompile:|Function:|JS:|Builtin:|Script:|L[\w$/]{1,200};::)/m,
    advice: 'it is a map of compiled code that a runtime writes for perf: symbols, not mappings'
  },
  {
    heading: /^[ \t]{0,8}\S{1,300} (?:=> \/\S{1,300} )?\(0x[0-9a-f]{8,16}\)$/m,
    advice:
      'it is the output of ldd: libraries of a program, not the mappings of a process; open maps or smaps of a process that runs it'
  },
  {
    heading: /^0x[0-9a-f]{1,16}\+0x[0-9a-f]{1,16} (?:[0-9a-f]{8,64}|-)@0x/m,
    advice:
      'it is the output of eu-unstrip -n: modules and their build ids, not the mappings; open the core file itself'
  },
  {
    heading: /^\w{1,60} \d{1,10} \d{1,6} \S{1,300} (?:Live|Loading|Unloading) 0x[0-9a-f]{8,16}/m,
    advice: 'it is /proc/modules, which is about the kernel, not about a process'
  },
  {
    heading: /^Node \d{1,4}, zone {1,10}\w{1,20}|^slabinfo - version:|^# ?name {1,20}<active_objs>/m,
    advice: "it is buddyinfo, zoneinfo or slabinfo: the kernel's own lists of pages, not the mappings of a process"
  },
  {
    heading:
      /^Arena \d{1,6}:\nsystem bytes|^<malloc version="|^MALLOC: {1,20}\d|^_{3} Begin jemalloc statistics _{3}|^heap stats: {2,20}peak/m,
    advice: `it is the statistics of an allocator, ${SUMS}`
  },
  {
    heading: /\bsegfault at [0-9a-f]{1,16} ip [0-9a-f]{8,16} sp [0-9a-f]{8,16} error /m,
    advice: "it is the kernel's line about a crash, without a memory map; open the core file, or maps of such a process"
  },
  {
    heading: /^(?:\[[=+]\][ \t]{1,8})Start[ \t]{1,20}End[ \t]{1,20}Perms?[ \t]/m,
    advice: 'it is the list of Qiling, an emulator: not the mappings of the process that runs it'
  },
  {
    heading:
      /^[ \t]{0,20}(?:\d{1,6}[ \t]{1,10})?\d{1,10}(?:\.\d)?[KMGT]? 0x[0-9a-f]{6,16} \|[#-]{4,200}\| 0x[0-9a-f]{6,16}/m,
    advice: 'it is the picture that dm= of radare2 draws; dm lists the mappings'
  },
  {
    heading: /^Idx Name {1,40}Size {1,20}VMA\b|^Memory Configuration$|^Linker script and memory map$/m,
    advice:
      'it lists the sections of a file (objdump, or the map of a linker), not the mappings of a process; open maps or smaps of a process that runs it'
  },
  {
    heading:
      /^(?:\(\d{1,6}\.\d{1,9}\)[ \t]{1,8})?0x[0-9a-f]{1,16}-0x[0-9a-f]{1,16} \(\d{1,20}K\) prot \S{1,8} flags \S{1,8} /m,
    advice: 'it is a log of CRIU, but its ranges can not be mappings of a process'
  },
  {
    heading: /^\s*<\?xml[^>]*>\s*<(?:root|VMMap|Snapshot)\b/i,
    advice: `it looks like a file of VMMap of Windows, ${NOT_LINUX}`
  }
]

/** What it is that no list of mappings was found in, in words; null when it is nothing known. */
export function noList(head: Uint8Array, name: string): string | null {
  return /\.mmp$/i.test(name)
    ? `it is a file of VMMap of Windows, ${NOT_LINUX}`
    : (recognisedIn(NO_LISTS, head) ?? recognisedIn(OTHER_REPORTS, head))
}
