import type { CommandEntry } from './command.ts'

/** Every command of the command line. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'pmap',
    usage: 'pmap [options] PID…',
    summary: "pmap's own output, also from snapshots (--from)",
    load: async () => (await import('./pmap.ts')).pmap
  },
  {
    name: 'export',
    usage: 'export [PID…|--from FILE] --format html|vmsnap|json|csv|tsv|markdown|pmap [--redact WHAT]',
    summary: 'mappings in a format for other programs',
    load: async () => (await import('./export.ts')).exportMappings
  },
  {
    name: 'capture',
    usage: 'capture [PID…|--all] -o FILE|- [--count N --every SECONDS] [--note TEXT]',
    summary: 'save a snapshot that opens anywhere',
    load: async () => (await import('./capture.ts')).capture
  },
  {
    name: 'compare',
    usage: 'compare A B [--json] [--all]',
    summary: 'what changed between two PIDs, files or FILE:PID',
    load: async () => (await import('./compare.ts')).compare
  },
  {
    name: 'lessons',
    usage: 'lessons [--json]',
    summary: 'list the lessons about virtual memory',
    load: async () => (await import('./lessons.ts')).lessons
  },
  {
    name: 'lesson',
    usage: 'lesson ID [--check]',
    summary: 'play a lesson here, or check all that it claims',
    load: async () => (await import('./lesson.ts')).lesson
  },
  {
    name: 'serve',
    usage: 'serve [--port N] [--no-open]',
    summary: 'serve the app to a browser of this machine',
    load: async () => (await import('./serve.ts')).serve
  },
  {
    name: 'help',
    usage: 'help',
    summary: 'print this list',
    load: async () => (await import('./help.ts')).help
  },
  {
    name: 'version',
    usage: 'version',
    summary: 'print the version',
    load: async () => (await import('./version.ts')).version
  }
]
