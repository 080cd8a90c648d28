import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBytes } from '#shared/formats/index.ts'
import type { Imported } from '#shared/formats/importer.ts'
import { nodeFormatContext } from '#main/source/node-inflate.ts'

/** A running `vmatlas record`. */
export interface Recording {
  readonly child: ChildProcess
  readonly file: string
  /** Resolves with its exit status and what it said. */
  readonly ended: Promise<{ readonly status: number | null; readonly said: string }>
}

/** A folder for recordings; remove() at the end of the tests. */
export interface RecordingFolder {
  readonly path: string
  /** Starts one. @param words options and a PID, or options, `--` and a command */
  start(...words: string[]): Recording
  remove(): void
}

const RUN = join(import.meta.dirname, 'run-command.ts')

export function recordingFolder(): RecordingFolder {
  const path = mkdtempSync(join(tmpdir(), 'vmatlas-record-'))
  let files = 0
  return {
    path,
    start(...words) {
      const file = join(path, `${++files}.vmsnap`)
      const at = words.indexOf('--')
      const own = at < 0 ? words : words.slice(0, at)
      const child = spawn(process.execPath, [RUN, 'record', ...own, '-o', file, ...words.slice(own.length)], {
        stdio: ['ignore', 'ignore', 'pipe']
      })
      let said = ''
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text))
      const ended = new Promise<{ status: number | null; said: string }>((resolve) =>
        child.once('close', (status) => resolve({ status, said }))
      )
      return { child, file, ended }
    },
    remove: () => rmSync(path, { recursive: true, force: true })
  }
}

/** What a recording holds. */
export function openRecording(file: string): Imported {
  return openBytes(readFileSync(file), file, nodeFormatContext)
}
