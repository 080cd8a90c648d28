import { removals, type Protection } from './protection.ts'

/** What protects from other processes, which are looked into more deeply than /proc shows, and which are asked or started. */
export const PROCESS_PROTECTIONS: readonly Protection[] = [
  ...removals(
    'src-main/source/jvm-attach.ts',
    ['src-main/source/jvm-attach.test.ts', 'src-main/capture/ask-jvm.test.ts'],
    [
      'only one’s own processes',
      'if (own !== 0 && own !== uid) {',
      'if (false) {',
      'the kernel opens /proc/PID/root only to whoever may trace the process'
    ],
    [
      'no link called /tmp',
      'constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW',
      'constants.O_RDONLY | constants.O_DIRECTORY'
    ],
    ['sockets of others', ' && (found.uid === uid || found.uid === 0)', ''],
    [
      'the signal goes to JVMs',
      "if (!/\\/libjvm\\.so(?: \\(deleted\\))?$/m.test(latin.decode(folder.read('maps'))))",
      'if (false)',
      'only a JVM has the thread that is looked for next'
    ],
    ['that wait for it', 'if ((handled & SIGQUIT_BIT) === 0n || !isWaiting) {', 'if (false) {'],
    ['and are not stopped', "if (/^[TtZX]/.test(status.get('State') ?? ''))", 'if (false)'],
    ['a time for opening', 'while (performance.now() < until) {', 'while (true) {'],
    ['nothing is left in /tmp', 'finally {\n      unlinkIfThere(file)\n    }', 'finally {\n    }'],
    ['a time for answers', '}, TIMEOUTS.answer)', '}, 1e9)'],
    ['a length of answers', 'if (length > mostBytes) end()', ''],
    ['and no more of them', 'bytes.subarray(line + 1, mostBytes)', 'bytes.subarray(line + 1)']
  ),
  ...removals(
    'src-main/symbols/generated-files.ts',
    ['src-main/symbols/generated-files.test.ts'],
    [
      'no link called /tmp',
      'constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW',
      'constants.O_RDONLY | constants.O_DIRECTORY'
    ],
    [
      'no link to a file',
      'constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK',
      'constants.O_RDONLY | constants.O_NONBLOCK'
    ],
    [
      'pipes are not waited for',
      'constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK',
      'constants.O_RDONLY | constants.O_NOFOLLOW'
    ],
    ['files of others', '(status.uid !== owner && status.uid !== 0n)', 'false'],
    ['of a long map its end', 'Math.max(sofar.next, size - MOST_BYTES)', 'sofar.next']
  )
]
