import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { FailureError } from '#shared/contract/failure.ts'
import type { HostApi } from '#shared/contract/host.ts'
import { logErrors } from './log-errors.ts'
import { LogFile, logPath } from './log-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-log-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the log', () => {
  it('is where the XDG rules put it', () => {
    expect(logPath({ XDG_STATE_HOME: '/state' })).toBe('/state/vmatlas/vmatlas.log')
    expect(logPath({ XDG_STATE_HOME: 'relative' })).toMatch(/\/\.local\/state\/vmatlas\/vmatlas\.log$/)
  })

  it('holds unexpected errors with their stack, and not the expected ones', async () => {
    const file = join(folder, 'a', 'vmatlas.log')
    const api = logErrors(
      {
        listRecent: () => Promise.reject(new TypeError('unforeseen')),
        readSettings: () => Promise.reject(new FailureError('gone', 'process 1', 'foreseen')),
        describeHost: () => Promise.resolve('fine')
      } as unknown as HostApi,
      new LogFile(file)
    )
    await expect(api.listRecent()).rejects.toThrow('unforeseen')
    await expect(api.readSettings()).rejects.toThrow('foreseen')
    expect(await api.describeHost()).toBe('fine')
    const text = readFileSync(file, 'utf8')
    expect(text).toMatch(/^\S+Z listRecent: TypeError: unforeseen\n +at /)
    expect(text).not.toContain('process 1')
    expect(statSync(file).mode & 0o077).toBe(0)
  })

  it('stays small, and a path that can not be written stops nothing', () => {
    const file = join(folder, 'large.log')
    writeFileSync(file, 'x'.repeat(600 * 1024))
    new LogFile(file).addError('what', new Error('new'))
    expect(statSync(file).size).toBeLessThan(10_000)
    expect(statSync(`${file}.old`).size).toBe(600 * 1024)
    expect(() => new LogFile(join(file, 'vmatlas.log')).addError('what', new Error('lost'))).not.toThrow()
  })
})
