import { METRICS } from '#shared/memory/metrics.ts'
import type { CommandEntry } from './command.ts'

/** Every command of the command line. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'pmap',
    usage: 'pmap [options] PID…',
    summary: "pmap's own output, also from snapshots (--from)",
    options: [],
    takes: 'process',
    load: async () => (await import('./pmap.ts')).pmap
  },
  {
    name: 'export',
    usage: 'export [PID…|--from FILE] --format html|vmsnap|json|csv|tsv|markdown|pmap [--redact WHAT] [-o FILE]',
    summary: 'mappings in a format for other programs',
    options: [
      [
        '-f, --format FORMAT',
        'json if not given',
        ['html', 'vmsnap', 'json', 'csv', 'tsv', 'markdown', 'pmap', 'parquet', 'perfetto', 'folded']
      ],
      ['--from FILE', 'a file of any known format, or - for standard input, instead of live processes'],
      ['--moment N', 'which moment of a file, from 1; if not given the last one, or all where the format holds them'],
      ['-o, --output FILE', 'where to write; standard output if not given'],
      ['--table NAME', 'of Parquet; mappings if not given', ['mappings', 'processes', 'machine']],
      ['--label NAME=VALUE', 'a column of its own in Parquet; several may be given'],
      ['--all', 'every process that may be read; for parquet, perfetto and folded'],
      ['--evidence DEPTH', 'how deep to look for what memory is for; inside if not given', ['maps', 'files', 'inside']],
      [
        '--redact WHAT',
        'what is left out, with commas between',
        ['paths', 'all-paths', 'users', 'host', 'commands', 'addresses', 'everything', 'nothing']
      ]
    ],
    takes: 'process',
    load: async () => (await import('./export.ts')).exportMappings
  },
  {
    name: 'capture',
    usage:
      'capture [PID…|--all] -o FILE|- | --folder FOLDER [--count N --every SECONDS] [--note TEXT] [--redact WORDS] [--json]',
    summary: 'save a snapshot that opens anywhere',
    options: [
      ['-o, --output FILE', 'where to write the snapshot; - is standard output'],
      ['--folder FOLDER', 'or a folder, where its name is host-time-pid.vmsnap'],
      ['--all', 'every process that may be read'],
      ['--count N', 'so many moments in one snapshot; 1 if not given'],
      ['--every SECONDS', 'from one moment to the next; 1 if not given'],
      ['--note TEXT', 'kept in the snapshot'],
      ['--redact WORDS', 'leaves that out, as for export; nothing if not given'],
      [
        '--evidence DEPTH',
        'how deep to look for what memory is for; inside for PIDs, maps for --all',
        ['maps', 'files', 'inside']
      ],
      ['--max-time SECONDS', 'after that no further process is read'],
      ['--max-size SIZE', 'after that much (64MiB) no further process is read'],
      ['--nice N', 'lowers its own priority, 0 to 19'],
      ['--json', 'prints a line that says what was done']
    ],
    takes: 'process',
    load: async () => (await import('./capture.ts')).capture
  },
  {
    name: 'where',
    usage: 'where PID|FILE ADDRESS…|- [--json] [--sysroot DIR]',
    summary: 'what lies at addresses: mapping, file offset, module, symbol',
    options: [
      ['--json', 'the answers as JSON, for other programs'],
      ['--sysroot DIR', "a folder with the programs and libraries of the file's machine"]
    ],
    takes: 'capture',
    load: async () => (await import('./where.ts')).where
  },
  {
    name: 'pages',
    usage: 'pages PID ADDRESS [--json]',
    summary: 'which pages of a mapping are there, and of what kind',
    options: [['--json', 'every run of like pages, for other programs']],
    takes: 'process',
    load: async () => (await import('./pages.ts')).pages
  },
  {
    name: 'record',
    usage: 'record PID|-- COMMAND ARGS… -o FILE.vmsnap [--every 1s] [--for 10m] [--keep 200] [--when "rss > 2GiB"] …',
    summary:
      'one process over time, in a snapshot that is complete at any moment; a line that is typed marks it, and so does SIGUSR2',
    options: [
      ['-o, --output FILE', 'where to write it; what is there opens, even if this is killed'],
      ['--every TIME', 'from one moment to the next: 500ms, 1s, 5m; 1s if not given'],
      ['--for TIME', 'for how long; until the process ends or Ctrl+C if not given'],
      ['--keep N', 'at most so many moments; older ones are thinned out; 200 if not given'],
      ['--when CONDITION', 'keeps the first moment, and all from when this holds: "rss > 2GiB", "anon grew 10%"'],
      ['--until CONDITION', 'ends when this holds'],
      ['--last-words', 'keeps only the latest moments, closer together: those before the end'],
      ['--note TEXT', 'kept in the snapshot']
    ],
    load: async () => (await import('./record.ts')).record
  },
  {
    name: 'grew',
    usage:
      'grew FILE|FOLDER|FILE:PID|PID [--for 10s] [--from T --to T] [--by purpose|category|module|mapping] [--json]',
    summary: 'what grew over a recording or the next seconds, how much, how fast and how steadily',
    options: [
      ['--for TIME', 'how long a live process is watched; 10s if not given'],
      ['--from TIME', 'of a recording: 2026-01-31T14:02:00, 14:02, +30s after its beginning, -5m before its end'],
      ['--to TIME', 'likewise'],
      [
        '--by WHAT',
        'purpose (if not given), category, module or mapping',
        ['purpose', 'category', 'module', 'mapping']
      ],
      ['--metric METRIC', 'rss if it is known, else size', METRICS],
      ['--json', 'for other programs, in a form that stays']
    ],
    load: async () => (await import('./grew.ts')).grew
  },
  {
    name: 'findings',
    usage: 'findings PID|FILE|FILE:PID [--json]',
    summary: 'what stands out: waste, limits that are near, memory outside of RSS',
    options: [['--json', 'for other programs, in a form that stays']],
    takes: 'capture',
    load: async () => (await import('./findings.ts')).findings
  },
  {
    name: 'ask-jvm',
    usage: 'ask-jvm PID [--raw] [--json]',
    summary: 'has a JVM say what its memory is for, as jcmd does; stops it for a moment',
    options: [
      ['--raw', "also the JVM's own answers, as it wrote them"],
      ['--json', 'everything, for other programs']
    ],
    takes: 'process',
    load: async () => (await import('./ask-jvm.ts')).askJvm
  },
  {
    name: 'compare',
    usage: 'compare A [B] [--json] [--all]',
    summary: 'what changed between two PIDs, files or FILE:PID, or from the first to the last moment of a file',
    options: [
      ['--json', 'everything, for other programs'],
      ['-a, --all', 'also what stayed the same']
    ],
    takes: 'capture',
    load: async () => (await import('./compare.ts')).compare
  },
  {
    name: 'list',
    usage: 'list [--by WHAT] [--sort COLUMN] [--from FILE] [--json]',
    summary: 'every process, or groups of them, with PSS and USS',
    options: [
      ['--by GROUPING', 'sums of groups', ['program', 'tree', 'user', 'session', 'unit', 'cgroup', 'container', 'app']],
      ['--sort COLUMN', 'pss if not given', ['pss', 'uss', 'rss', 'swap', 'anon', 'name']],
      ['--from FILE', 'the processes of a file, or - for standard input'],
      ['--json', 'for other programs']
    ],
    load: async () => (await import('./list.ts')).list
  },
  {
    name: 'shared',
    usage: 'shared [PID|FILE] [--json]',
    summary: 'which files and shared objects take memory, and who maps them',
    options: [['--json', 'for other programs']],
    takes: 'capture',
    load: async () => (await import('./shared.ts')).shared
  },
  {
    name: 'machine',
    usage: 'machine [--from FILE] [--json]',
    summary: "what the machine's memory is used for",
    options: [
      ['--from FILE', 'as it was when that snapshot, archive of /proc or sos report was taken'],
      ['--json', 'for other programs']
    ],
    load: async () => (await import('./machine.ts')).machine
  },
  {
    name: 'check',
    usage: 'check PID|FILE --against BASELINE | --limits FILE [--json] [--junit FILE] | --schema',
    summary: 'whether memory is within limits: for builds',
    options: [
      ['--against BASELINE', 'a capture to compare with: a FILE, FILE:PID or PID'],
      ['--limits FILE', 'the rules (docs/gate.md); if not given, what a leak or a larger build shows'],
      ['--json', 'everything, for other programs'],
      ['--junit FILE', 'writes a report that CI systems show'],
      ['--schema', 'prints the JSON schema of the rules, for editors']
    ],
    takes: 'capture',
    load: async () => (await import('./check.ts')).check
  },
  {
    name: 'metrics',
    usage: 'metrics [PID…|--unit NAME|--by program|unit|pid] [-o FILE]',
    summary: 'sums for node_exporter, in the OpenMetrics format',
    options: [
      ['--unit NAME', 'processes of that systemd unit; several may be given'],
      ['--by WHAT', 'what has series of its own', ['program', 'unit', 'pid']],
      ['-o, --output FILE', 'the file of the textfile collector; standard output if not given']
    ],
    takes: 'process',
    load: async () => (await import('./metrics.ts')).metrics
  },
  {
    name: 'lessons',
    usage: 'lessons [--json] [--site DIR]',
    summary: 'list the lessons about virtual memory, or write them as web pages',
    options: [
      ['--json', 'for other programs'],
      ['--site DIR', 'writes all lessons as plain pages, with exercise sheets, from their recordings']
    ],
    load: async () => (await import('./lessons.ts')).lessons
  },
  {
    name: 'lesson',
    usage: 'lesson ID [--answers FILE] [--check]',
    summary: 'play a lesson here, or check all that it claims',
    options: [
      ['--answers FILE', 'keeps what was answered, with the score, as JSON'],
      ['--check', 'runs it through without questions; status 0 only if all that it claims held'],
      ['--record FOLDER', 'keeps the run as the recording of the lesson']
    ],
    takes: 'lesson',
    load: async () => (await import('./lesson.ts')).lesson
  },
  {
    name: 'serve',
    usage: 'serve [FILE…] [--port N] [--no-open] [--code]',
    summary: 'serve the app to a browser of this machine',
    options: [
      ['--port N', 'on 127.0.0.1; any free one if not given'],
      ['--no-open', 'only print the address'],
      ['--code', 'print an address for one more browser, of what is served already']
    ],
    load: async () => (await import('./serve.ts')).serve
  },
  {
    name: 'help',
    usage: 'help [COMMAND]',
    summary: 'print this list, or what a command takes',
    options: [],
    load: async () => (await import('./help.ts')).help
  },
  {
    name: 'version',
    usage: 'version',
    summary: 'print the version',
    options: [],
    load: async () => (await import('./version.ts')).version
  }
]
