import { existsSync, readFileSync } from 'node:fs'
import { BUILT_COMMANDS, COMMANDS } from './commands.ts'
import { IS_LONG, isOneLetter, letters, loop, parsesAsJson, source, type Writer } from './writer.ts'

/** Everything in the product that writes files. What else commands make (reports, lessons as pages) goes through the first. */
export const WRITERS: readonly Writer[] = [
  ...COMMANDS,
  ...(IS_LONG ? BUILT_COMMANDS : []),
  {
    name: 'what a command makes',
    sources: ['src-main/output/write-file.ts', 'src-main/output/write-target.ts'],
    command: (file) =>
      loop(
        `import { writeFileWhole } from ${source('src-main/output/write-file.ts')}`,
        `for (const part = letters(turn), at = 0; ;) { writeFileWhole(${JSON.stringify(file)}, (sink) => { for (let at = 0; at < part.length; at += 10_000) sink(part.subarray(at, at + 10_000)) }); break }`,
        letters
      ),
    check: isOneLetter,
    within: 60,
    most: 600_000
  },
  {
    name: 'what the desktop saves',
    sources: ['src-main/shell/save-file.ts'],
    command: (file) =>
      loop(
        `import { saveWhole } from ${source('src-main/shell/save-file.ts')}`,
        `await saveWhole(${JSON.stringify(file)}, letters(turn))`,
        letters
      ),
    check: isOneLetter,
    within: 60,
    most: 600_000
  },
  {
    name: 'settings',
    sources: ['src-main/services/settings-file.ts'],
    command: (file) =>
      loop(
        `import { SettingsFile } from ${source('src-main/services/settings-file.ts')}`,
        `settings.write({ turn, filler: 'x'.repeat(200_000) })`,
        `const settings = new SettingsFile(${JSON.stringify(file)}, (notice) => { throw new Error(notice) })`
      ),
    check: parsesAsJson,
    within: 60,
    most: 400_000
  },
  {
    name: 'recent files',
    sources: ['src-main/output/write-file.ts'],
    command: (file) =>
      loop(
        `import { RecentFiles } from ${source('src-main/shell/recent-files.ts')}`,
        `recent.add('/' + 'x'.repeat(20_000) + turn)`,
        `const recent = new RecentFiles(${JSON.stringify(file)}, () => undefined, (reason) => { throw new Error(reason) })`
      ),
    check: parsesAsJson,
    within: 60,
    most: 400_000
  },
  {
    name: 'position and size of the window',
    isSilent: true,
    sources: ['src-main/output/write-file.ts'],
    command: (file) =>
      loop(
        `import { writeWindowState } from ${source('src-main/shell/window-state.ts')}`,
        `writeWindowState(${JSON.stringify(file)}, { x: turn, y: 1, width: 900, height: 700, isMaximized: false })`
      ),
    check: parsesAsJson,
    within: 60,
    most: 20_000
  },
  {
    name: 'a configuration of pmap',
    sources: ['src-main/output/write-file.ts'],
    isNew: true,
    command: (file) =>
      loop(
        `import { rmSync } from 'node:fs'
         import { createFile } from ${source('src-main/output/write-file.ts')}`,
        `rmSync(${JSON.stringify(file)}, { force: true }); createFile(${JSON.stringify(file)}, 'a'.repeat(300_000))`
      ),
    check: isOneLetter,
    within: 60,
    most: 300_000
  },
  {
    name: 'the log',
    sources: ['src-main/services/log-file.ts'],
    isLog: true,
    isSilent: true,
    command: (file) =>
      loop(
        `import { LogFile } from ${source('src-main/services/log-file.ts')}`,
        `log.addError('turn ' + turn, 'x'.repeat(2000))`,
        `const log = new LogFile(${JSON.stringify(file)})`
      ),
    check: (file) => {
      // Between a full log and the next, only the full one is there.
      const lines = readFileSync(existsSync(file) ? file : `${file}.old`, 'utf8')
        .split('\n')
        .slice(0, -1)
      for (const line of lines) if (!line.endsWith('x'.repeat(2000)) && line !== 'old') throw new Error('a half line')
    },
    within: 60,
    most: 1_000_000
  }
]

/** Files that write where nothing has to be complete afterwards: without a name, a file of the kernel, or an empty one. */
export const OTHERS: readonly string[] = [
  'src-main/output/nameless-file.ts',
  'src-main/pages/soft-dirty.ts',
  'src-main/source/jvm-attach.ts'
]
