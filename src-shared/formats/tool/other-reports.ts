import { NOT_LINUX, type Known } from './other-system.ts'

const MODULES = 'which shows where modules lie, not the mappings they are made of'
const PROCESS = 'open maps or smaps of the process'

/** More texts that look like a list of mappings, but are not: of runtimes, debuggers, machines and boards. */
export const OTHER_REPORTS: readonly Known[] = [
  {
    heading:
      /^(?:NULL {6,20}[-=]|[0-4](?:SECTION|TI[A-Z]{3,12}|CI[A-Z]{3,14}|XM[A-Z]{3,14}|XE[A-Z]{3,14}|ST[A-Z]{3,14}|MEMUSER|LK[A-Z]{3,14}|CL[A-Z]{3,14}|XH[A-Z]{3,14})(?: |$))/m,
    advice: `it is a javacore of OpenJ9, which lists threads and the JVM's own segments, not the mappings; ${PROCESS}, or its core (-Xdump:system)`
  },
  {
    heading: /^!j9\w{3,40}|^\+-{8,20}\+-{8,20}\+.{0,200}\n\|\s{1,8}segment\s{1,8}\|\s{1,8}start\s/m,
    advice: `it is what DDR of OpenJ9 prints of the JVM's own segments, not the mappings; ${PROCESS}`
  },
  {
    heading: /^(?:0x)?[0-9a-f]{8,16} - (?:0x)?[0-9a-f]{8,16}[ \t]{1,8}[A-Z]:\\/m,
    advice: `it is a crash report of a JVM on Windows, ${NOT_LINUX}`
  },
  {
    heading: /^# A fatal error has been detected by the Java Runtime Environment:/m,
    advice:
      'it is a crash report of a JVM without its part "Dynamic libraries", which lists the mappings: open the whole hs_err_pid….log'
  },
  {
    heading: /"debug_meta"\s{0,8}:|"image_addr"\s{0,8}:/,
    advice: `it holds debug images of a crash report, ${MODULES}; ${PROCESS}, or its minidump`
  },
  {
    heading: /^Loaded modules:\s*$|^Module\|[^|\n]{1,300}\|[^|\n]{0,100}\|[^|\n]{1,300}\|[0-9A-Fa-f]{0,40}\|0x/m,
    advice: `it is what minidump_stackwalk prints of a minidump, ${MODULES}; open the minidump itself`
  },
  {
    heading: /^MINIDUMP_HEADER$|^MDRaw[A-Z]\w{3,40}$|^MDMemoryInfo|^MINIDUMP_MEMORY_INFO/m,
    advice: 'it is what minidump_dump prints of a minidump; open the minidump itself'
  },
  {
    heading:
      /^Name[ \t]{1,40}Base[ \t]{1,40}Size[ \t]{1,40}(?:Path|File)\b|"base": ?"0x[0-9a-f]{4,16}",\s{0,20}"name": ?"[^"]{1,200}",\s{0,20}"path": ?"/m,
    advice: `it is Frida's list of modules, ${MODULES}; Process.enumerateRanges('---') lists the mappings`
  },
  {
    heading:
      /^(?:\(qemu\) )?info (?:mem|mtree|tlb)\b|^[0-9a-f]{8,16}-[0-9a-f]{8,16} [0-9a-f]{8,16} [-u][-r][-w]$|^(?:address-space|memory-region): |^[ \t]{1,20}[0-9a-f]{16}-[0-9a-f]{16} \(prio -?\d{1,6}, /m,
    advice:
      "it is what QEMU's monitor prints of the guest's memory, not of a process; open maps of a process inside of the guest"
  },
  {
    heading:
      /^Name[ \t,|]{1,20}Start[ \t,|]{1,20}End[ \t,|]{1,20}(?:Length[ \t,|]{1,20})?R[ \t,|]{1,20}W[ \t,|]{1,20}X\b/m,
    advice: `it is the list of segments of a disassembler (Ghidra or IDA): a file, not a process; ${PROCESS} that runs it`
  },
  {
    heading:
      /^View: (?:0x)?[0-9a-f]{4,16}[ -]{1,3}(?:0x)?[0-9a-f]{4,16}|^(?:[0-9a-f]{4}:)?(?:trace|warn|err):virtual:/m,
    advice:
      'it is what Wine prints of the memory of a Windows program, which is a part of the mappings; open maps of its process'
  },
  {
    heading: /\/usr\/lib\/dyld\b|\/Contents\/MacOS\/|\.dylib\b/,
    advice: `it is about a program of macOS, ${NOT_LINUX}`
  },
  {
    heading: /^Limit {10,40}Soft Limit/m,
    advice: `it is /proc/PID/limits; ${PROCESS}`
  },
  { heading: /^(?:rchar|read_bytes): \d/m, advice: `it is /proc/PID/io; ${PROCESS}` },
  {
    heading: /^\d{1,10} \([^\n]{1,64}\) [RSDZTtXI] (?:-?\d{1,20} ){10}/m,
    advice: `it is /proc/PID/stat, which has sums only; ${PROCESS}`
  },
  {
    heading: /^(?:\d{1,12} ){6}\d{1,12}\s*$/,
    advice: `it is /proc/PID/statm, which has sums only; ${PROCESS}`
  },
  {
    heading: /^[ \t]{0,20}Region \d: (?:Memory|I\/O ports) at |^[0-9a-f]{2}:[0-9a-f]{2}\.[0-9a-f] [A-Z][^\n]{3,100}: /m,
    advice: "it is the output of lspci: memory of devices, not a process's"
  },
  {
    heading:
      /^[ \t]{0,40}(?:reg|ranges) = <[0-9a-fx &<>]{1,400}|^\/dts-v1\/|^[ \t]{0,40}[\w-]{1,40}@[0-9a-f]{1,16} \{/m,
    advice: 'it is a device tree: memory of a board, not of a process'
  },
  {
    heading:
      /\befi: mem\d{2,3}:|^\[?[ \d.]{0,16}\]? ?(?:Virtual kernel memory layout:|Memory: \d{1,12}[kK]\/\d|node {1,4}\d{1,3}: \[mem 0x|Early memory node ranges)|\bmem(?:ory)? 0x[0-9a-f]{8,16}-0x[0-9a-f]{8,16}\] /m,
    advice: 'it is a log of the kernel about the memory of the machine, not of a process'
  },
  {
    heading:
      /^[ \t]{0,20}(?:FLASH|RAM|ROM|SRAM|DRAM|DTCM|ITCM|CCM)\w{0,12}\s{0,20}(?:\([rwxail!]{1,8}\))?\s{0,20}:\s{0,20}ORIGIN\b|^[ \t]{0,20}(?:MEMORY|SECTIONS)\s{0,20}\{|^\.\w{1,40}\s{1,40}0x[0-9a-f]{8,16}\s{1,20}0x[0-9a-f]{1,16}/m,
    advice: `it is a script or a map of a linker: the layout of a file, not of a process; ${PROCESS} that runs it`
  },
  {
    heading: /^[ \t]{1,20}Vss[ \t]{1,20}Rss[ \t]{1,20}Pss[ \t]{1,20}Uss[ \t]{1,20}ShCl|^RSStot[ \t]{1,20}VSS\b/m,
    advice: `it is the output of procmem or librank, which has sums by name, not where mappings lie; ${PROCESS}`
  },
  {
    heading:
      /^[ \t]{0,20}(?:PAGES|SIZE)[ \t]{1,20}(?:SIZE|PAGES)[ \t]{1,20}FILE\b|^[ \t]{0,20}Resident Pages: |^[ \t]{0,20}Files: \d{1,12}\s*$/m,
    advice: "it shows which parts of files are in the page cache (fincore, vmtouch), not a process's mappings"
  },
  {
    heading: /^desc: .{0,400}\ncmd: |^#-{5,40}\nsnapshot=/m,
    advice: `it is a profile of massif, which holds sizes of allocations; ${PROCESS}`
  },
  {
    heading: /^(?:\d{1,3}\.){3}\d{1,3}(?:\/\d{1,2}|[ \t]{0,4}[-–][ \t]{0,4}(?:\d{1,3}\.){3}\d{1,3})/m,
    advice: 'it holds addresses of a network, not of memory'
  },
  {
    heading:
      /^[A-Z]:\\[^\n]{1,300}\.(?:dll|exe)\b|^[ \t]{0,8}(?:0x)?[0-9a-f]{8,16}[ \t]{1,8}(?:0x)?[0-9a-f]{5,16}[ \t]{1,8}[A-Z]:\\|^start {4,20}end {4,20}module name/im,
    advice: `it is a list of modules of a Windows program, ${NOT_LINUX}`
  },
  {
    heading: /^\[[ \d]{1,5}\] [0-9A-F-]{36,50} 0x[0-9a-f]{8,16} /m,
    advice: `it is lldb's list of images, ${MODULES}; "memory region --all" lists the mappings`
  },
  {
    heading: /^ {0,20}(?:PID|NAME) {1,40}(?:CPU|MEM)[ %]|^CONTAINER ID {1,20}NAME/m,
    advice: `it is a list of processes or containers, which has sums only; ${PROCESS}`
  },
  {
    heading: /^[ \t]{0,8}(?:\d{1,4}: )?0x[0-9a-f]{8,16}\.\.0x[0-9a-f]{8,16}\s*$/m,
    advice: 'it is the list of memblock, which is about the memory of the machine, not of a process'
  },
  {
    heading: /\bld-elf(?:32)?\.so\b|^\/libexec\//m,
    advice: `it is about a program of FreeBSD, ${NOT_LINUX}`
  },
  {
    heading:
      /\bMEM_(?:PRIVATE|IMAGE|MAPPED|COMMIT|RESERVE)\b|\bPAGE_(?:READWRITE|READONLY|EXECUTE_READ|NOACCESS|WRITECOPY)\b|^Protection=[-ERWCG]{5}/m,
    advice: `it is a list of the memory of a Windows program, ${NOT_LINUX}`
  },
  {
    heading:
      /^UID {1,12}PID {1,8}PPID\b|^ {0,20}total {1,12}used {1,12}free\b|^procs -{4,40}memory-{4,20}|^ {0,20}\d{1,15} (?:K )?total memory$/m,
    advice: `it is the output of ps, free or vmstat, which has sums only; ${PROCESS}`
  },
  {
    heading: /^ELF Header:$|^Dynamic section at offset 0x|^Symbol table '\.\w{1,20}' contains/m,
    advice: `it is the output of readelf: a file, not a process; ${PROCESS} that runs it`
  },
  {
    heading: /^section {1,30}size {1,30}addr\b|^ {1,8}text\t {1,8}data\t {1,8}bss\t/m,
    advice: `it is the output of size: a file, not a process; ${PROCESS} that runs it`
  },
  {
    heading: /^page table 0x[0-9a-f]{8,16}$|^ {0,8}(?:\.\. ?){1,4}\d{1,4}: pte 0x/m,
    advice: 'it is a page table of xv6 or the like, not the mappings of a process of Linux'
  },
  {
    heading: /^Chunk\(addr=0x[0-9a-f]{4,16}, size=|^(?:Allocated|Free|Top) chunk\b/m,
    advice: "it is what a debugger prints of malloc's chunks, not of mappings; paste what its vmmap prints"
  },
  {
    heading: /^[ \t]{0,40}[0-9a-f]{4}-[0-9a-f]{4} : [\w.: -]{1,80}$/m,
    advice: 'it is /proc/ioports, which is about devices, not about a process'
  },
  {
    heading: /\b(?:Flash|SRAM\d?|CCMRAM|Peripherals?|APB\d?|AHB\d?|IOAPIC|HPET|LAPIC)\b/,
    advice: 'it is a map of the memory of a machine or a board, not of a process'
  }
]
