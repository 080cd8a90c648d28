import { removals, type Protection } from './protection.ts'

const READER = ['src-main/source/elevated-reader.test.ts']
const SUBJECTS = ['src-main/subject/subjects.test.ts', 'src-main/subject/left-folders.test.ts']

/** What reading, lessons, files and settings protect. */
export const READING_PROTECTIONS: readonly Protection[] = [
  ...removals(
    'src-main/capture/collect-moment.ts',
    ['src-main/capture/collect-snapshot.test.ts', 'src-main/commands/capture.test.ts'],
    [
      'no environment in snapshots',
      "['stat', 'status', 'cmdline', 'smaps', 'smaps_rollup',",
      "['stat', 'status', 'cmdline', 'environ' as never, 'smaps', 'smaps_rollup',"
    ],
    [
      'a reused number is another process',
      ' || (wanted.startTime !== 0 && stat.startTime !== wanted.startTime)) return null',
      ') return null'
    ]
  ),
  ...removals(
    'src-main/capture/open-process.ts',
    ['src-main/capture/capture-process.test.ts'],
    [
      'a reused number is another process',
      ' || (process.startTime !== 0 && stat.startTime !== process.startTime))',
      ')'
    ],
    ['nothing stays open', 'folder.close()\n    throw error', 'throw error']
  ),
  ...removals(
    'src-main/capture/read-with-verdict.ts',
    ['src-main/capture/read-with-verdict.test.ts'],
    [
      'a killed process is no other program',
      "if (after.startCode === 0n && before.startCode !== 0n) return { kind: 'truncated', reason: 'exited' }",
      ''
    ]
  ),
  ...removals(
    'build/helper/vmatlas-read.c',
    READER,
    ['one argument', 'if (count != 2)', 'if (count < 2)'],
    ['a number', 'digits == 0 || digits > 10 || arguments[1][digits] != 0 || ', ''],
    ['no leading zero', " || arguments[1][0] == '0'", ''],
    ['no link to a process', 'O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW', 'O_RDONLY | O_DIRECTORY | O_CLOEXEC'],
    [
      'no link to a file',
      'openat(folder, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)',
      'openat(folder, name, O_RDONLY | O_CLOEXEC)'
    ],
    ['no environment', '"cmdline", "maps"', '"environ", "maps"']
  ),
  ...removals(
    'src-main/source/elevated-reader.ts',
    READER,
    [
      'no environment is handed on',
      "env: { DISPLAY: process.env['DISPLAY'], XAUTHORITY: process.env['XAUTHORITY'] }",
      'env: process.env'
    ],
    ['so much output', 'if (size > largest) child.stdout.destroy()\n      else parts', 'parts'],
    ['one at a time', 'last.then(() => read(process))', 'Promise.resolve().then(() => read(process))'],
    ['so many wait', 'if (waiting > MOST_WAITING)', 'if (false)'],
    ['a reused number is another process', ' || (process.startTime !== 0 && stat.startTime !== process.startTime)', ''],
    ['a refusal is an answer', 'if (status === DECLINED || status === NOT_ALLOWED)', 'if (false)'],
    [
      'cut-off output is not whole',
      'if (at + length > output.length) return null',
      '',
      'the next length would stand behind the end, which says the same'
    ]
  ),
  ...removals(
    'build/linux/after-install.sh',
    ['build/linux/after-install.test.ts'],
    ['nothing else is made setuid', 'chmod 755 "$app/chrome-sandbox"', 'chmod 4755 "$app/resources/helper"']
  ),
  ...removals(
    'build/linux/io.github.vmatlas.policy',
    ['build/linux/after-install.test.ts'],
    ['a password is asked for', '<allow_active>auth_admin_keep</allow_active>', '<allow_active>yes</allow_active>'],
    ['also of others', '<allow_any>auth_admin</allow_any>', '<allow_any>auth_self</allow_any>']
  ),
  ...removals(
    'src-main/subject/subjects.ts',
    SUBJECTS,
    ['so many subjects', 'if (running.size >= MOST && oldest !== undefined) stop(oldest)', ''],
    [
      'counted before waiting',
      "running.set(id, subject)\n      try {\n        await subject.command('hello')",
      "try {\n        await subject.command('hello')\n        running.set(id, subject)"
    ],
    ['they end with the host', 'for (const id of [...running.keys()]) stop(id)', '']
  ),
  ...removals(
    'src-main/subject/left-folders.ts',
    SUBJECTS,
    ['only old folders are removed', ' && now - stat.mtimeMs > LEFT_AFTER', ''],
    [
      'links are not followed',
      'stat.isDirectory() && ',
      '',
      'rmSync removes a link and never follows it; the owner is checked as well'
    ],
    ['only folders of lessons', '/^vmatlas-lesson-\\w{6}$/', '/^vmatlas-/']
  ),
  ...removals(
    'src-main/subject/program/mappings.c',
    SUBJECTS,
    [
      'writing costs',
      '    if (!afford(part.bytes))\n        return fail("over the budget");\n    try_part(name, &part, 1',
      '    try_part(name, &part, 1'
    ],
    [
      'files cost',
      '    if (!afford(bytes))\n        return fail("over the budget");\n    int file = open_nameless(name);',
      '    int file = open_nameless(name);'
    ],
    [
      'files in memory cost',
      '    if (!afford(bytes))\n        return fail("over the budget");\n    int file = open_memory_file(bytes);',
      '    int file = open_memory_file(bytes);'
    ],
    [
      'reading shared memory costs',
      'areas[name].is_shared ? afford(part.bytes) : afford_tables(part.bytes)',
      'afford_tables(part.bytes)'
    ],
    [
      'page tables cost',
      'areas[name].is_shared ? afford(part.bytes) : afford_tables(part.bytes)',
      'areas[name].is_shared ? afford(part.bytes) : 1'
    ],
    ['only what is inside an area', ' || from > p->bytes / page || count > p->bytes / page - from', ''],
    ['what is read stays inside', ' || count > p->bytes / page - from', '']
  ),
  ...removals('src-main/subject/program/files.c', SUBJECTS, ['no folder stays', '    rmdir(own);\n', '']),
  ...removals(
    'src-main/subject/program/processes.c',
    SUBJECTS,
    ['a child has half', '        take_half();\n', ''],
    ['its parent has the other half', '    give_half();\n', ''],
    ['no grandchildren', 'if (child != 0)', 'if (child > 0)']
  ),
  ...removals('src-main/subject/program/stacks.c', SUBJECTS, ['so many threads', ' || threads + count > THREADS', '']),
  ...removals('src-main/subject/program/heap.c', SUBJECTS, [
    'untouched blocks cost',
    'bytes < page ? bytes + 64 : page',
    '0'
  ]),
  ...removals(
    'src-main/services/settings-file.ts',
    ['src-main/services/settings-file.test.ts'],
    ['damaged settings are kept', 'renameSync(this.#file, aside)', '']
  ),
  ...removals(
    'src-main/services/log-errors.ts',
    ['src-main/services/log-errors.test.ts'],
    ['errors are logged', 'if (!(error instanceof FailureError)) log.addError(name, error)', '']
  ),
  ...removals(
    'src-main/output/nameless-file.ts',
    ['src-main/output/nameless-file.test.ts', 'src-main/commands/support/record-moments.test.ts'],
    ['temporary files are this user’s', 'constants.O_RDWR, 0o600)', 'constants.O_RDWR, 0o666)'],
    [
      'and never have a name',
      'return openSync(folder, NAMELESS | constants.O_RDWR, 0o600)',
      "return openSync(join(folder, randomUUID()), 'wx+', 0o600)"
    ]
  ),
  ...removals(
    'src-shared/formats/unwrap/unzstd.ts',
    ['src-shared/formats/unwrap/unzstd.test.ts', 'src-shared/formats/archive'],
    ['a made-up size gets no memory', 'isWhole && size !== null && size <= most', 'isWhole && size !== null'],
    ['so many bytes', 'if (part.length > room) {', 'if (false) {'],
    ['windows are so large', 'window > LARGEST_WINDOW || this.#windows > MOST_WINDOWS', 'false']
  ),
  ...removals(
    'src-shared/formats/archive/zip.ts',
    ['src-shared/formats/archive', 'src-shared/formats/budget.test.ts'],
    [
      'so many entries',
      "entries.length >= MOST_ENTRIES || !budget.tryTake('entries', 1)",
      'entries.length >= MOST_ENTRIES'
    ],
    [
      'so many bytes altogether',
      "if (!isCounted) budget.take('unpacked', unpacked.length, header.path)\n      isCounted = true",
      'isCounted = true'
    ],
    ['encrypted files are not read', "if (flags & ENCRYPTED) throw new Error('it is encrypted')", ''],
    ['cut-off files are not whole', "if (packed.length < packedSize) throw new Error('the archive was cut off')", '']
  )
]
