// Compiles the small C programs that the packages ship: the lessons' subject, the privileged reader, the page scanner and
// what starts a recorded command. Without a compiler the app is built all the same; lessons then run from their
// recordings.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const OLD_LIBC = join(ROOT, 'build/old-libc')
const COMMON = ['-Wall', '-Wextra', '-s']
/**
 * The subject is linked dynamically, because lessons show its C library; so it must start with an old one. Where the system
 * has no glibc, it is compiled for this system alone.
 */
const FOR_OLD_SYSTEMS = [
  '-include',
  join(OLD_LIBC, 'old-libc.h'),
  join(OLD_LIBC, 'start-main.c'),
  '-Wl,--wrap=__libc_start_main',
  // Threads and dlopen were libraries of their own before 2.34; newer systems still have them, empty.
  '-Wl,--no-as-needed',
  '-l:libpthread.so.0',
  '-l:libdl.so.2'
]
/** Folders, the programs made of all the C files in each, and the ways to make them: the first that works. */
const PROGRAMS = [
  [
    'src-main/subject/program',
    'out/subject/subject',
    [
      ['-O1', ...FOR_OLD_SYSTEMS],
      ['-O1', '-lpthread', '-ldl']
    ]
  ],
  // What lessons load: linked as libraries were for long, with a hole between its segments.
  [
    'src-main/subject/library',
    'out/subject/libpart.so',
    [['-O1', '-shared', '-fPIC', '-nostdlib', '-Wl,-z,relro,-z,noseparate-code,-z,max-page-size=0x40000']]
  ],
  ['build/helper', 'out/helper/vmatlas-read', [['-O2', '-static']]],
  ['build/page-scan', 'out/helper/vmatlas-page-scan', [['-O2', '-static']]],
  ['build/starter', 'out/helper/vmatlas-start', [['-O2', '-static']]]
]

const age = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
const filesIn = (folder) => readdirSync(folder).map((name) => join(folder, name))

/** Tries the ways one after the other; the last one reports what is wrong with it. */
function compile(sources, to, ways) {
  const isMade = ways.some((flags, at) => {
    const stdio = ['ignore', 'inherit', at === ways.length - 1 ? 'inherit' : 'ignore']
    return spawnSync('cc', [...COMMON, '-o', to, ...sources, ...flags], { stdio }).status === 0
  })
  if (!isMade) throw new Error(`${to} could not be compiled`)
}

// Linked as vmatlas, or as pmap, it is a command.
chmodSync(join(ROOT, 'out/main/cli.js'), 0o755)

if (spawnSync('cc', ['--version'], { stdio: 'ignore' }).status !== 0) {
  console.warn('No C compiler (cc) found: lessons will run from their recordings only.')
} else {
  for (const [folder, product, ways] of PROGRAMS) {
    const from = filesIn(join(ROOT, folder))
    const to = join(ROOT, product)
    if ([...from, ...filesIn(OLD_LIBC), import.meta.filename].every((file) => age(to) > age(file))) continue
    mkdirSync(dirname(to), { recursive: true })
    compile(
      from.filter((file) => file.endsWith('.c')),
      to,
      ways
    )
  }
}
