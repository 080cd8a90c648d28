import { removals, type Protection } from './protection.ts'

/** What keeps commands, pmap's own among them, from ending or printing as if all were well. */
export const COMMAND_PROTECTIONS: readonly Protection[] = [
  ...removals(
    'src-main/commands/capture.ts',
    ['src-main/commands/capture.test.ts'],
    ['a process that may not be read is named', 'missing.report(parsed.pids, io)', 'false'],
    ['a file without any mappings is not written', 'if (missing.isAll(parsed.pids)) return 1', '']
  ),
  ...removals(
    'src-main/commands/support/pmap-from.ts',
    ['src-main/commands/support/pmap-from.test.ts'],
    ['totals of mappings that were not read are not 0', '    refuseUnread(imported, target)', ''],
    ['maps have no resident sizes, in words', "if (file === 'smaps' && detail === 'maps') {", 'if (false) {'],
    ['that the last of several moments is shown is said', 'if (moments.length > 1) {', 'if (false) {']
  ),
  ...removals(
    'src-main/output/closed-output.ts',
    ['test/parity/odd-cases.test.ts'],
    [
      'a closed standard output is an error',
      'return SHELLS.has(name) && !isNullBothWays(parent, descriptor)',
      'return false'
    ]
  ),
  ...removals(
    'src-main/output/standard-output.ts',
    ['test/parity/odd-cases.test.ts'],
    ['a full standard error costs no rows', 'hasFailed = true', 'throw error']
  ),
  ...removals(
    'src-shared/pmap/printable.ts',
    ['src-shared/pmap/printable.test.ts', 'test/parity/odd-cases.test.ts'],
    [
      'C1 controls of names reach no terminal',
      'const length = byte < 0x80 ? 1 : isUtf8 && !isC1(bytes, at) ? utf8Length(bytes, at) : 0',
      'const length = byte < 0x80 ? 1 : isUtf8 ? utf8Length(bytes, at) : 0'
    ],
    ['nor those of -X', 'return rules.isTerminal ? printableName(bytes, rules) : bytes', 'return bytes']
  ),
  ...removals(
    'src-shared/memory/shm-minor.ts',
    ['test/parity/odd-cases.test.ts'],
    [
      'a file is called like a segment',
      'const SEGMENT = /^\\/SYSV[0-9a-f]{8} \\(deleted\\)$/',
      'const SEGMENT = /^\\/SYSV/'
    ]
  ),
  ...removals(
    'src-main/commands/support/pmap-source.ts',
    ['test/parity/odd-cases.test.ts'],
    [
      'more processes than files may be open',
      '  } finally {\n    folder.close()\n  }\n}\n',
      '  } finally {\n    void folder\n  }\n}\n'
    ]
  ),
  ...removals(
    'src-main/commands/support/pmap-rc.ts',
    ['test/parity/odd-cases.test.ts'],
    ['an empty HOME is the root', 'home === undefined ? null', "home === undefined || home === '' ? null"]
  ),
  ...removals(
    'src-shared/pmap/rc-file.ts',
    ['test/parity/odd-cases.test.ts'],
    ['words of an unknown section', 'if (section !== FIELDS && section !== MAPPING) return\n    const', 'const'],
    [
      'a line that is too long',
      "const isTooLong = shown.length === LONGEST_LINE && !shown.endsWith('\\n')",
      'const isTooLong = false'
    ],
    ['what stands behind a NUL', 'const shown = nul < 0 ? piece : piece.slice(0, nul)', 'const shown = piece'],
    ['an empty second word', "second !== undefined && second !== '' &&", 'second !== undefined &&']
  )
]
