import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import os, { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, assert, expect, it, vi } from 'vitest'
import type { TerminalText } from '#shared/base/terminal-text.ts'
import { recordedIo } from '#test/support/command-io.ts'
import type { CommandIo } from './command.ts'
import { serve } from './serve.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-serve-'))
afterAll(() => rmSync(folder, { recursive: true }))

function ioWith(environment: NodeJS.ProcessEnv): { io: CommandIo; said: string[]; complained: string[] } {
  const [said, complained]: [string[], string[]] = [[], []]
  const { io } = recordedIo(environment)
  const to = (list: string[]) => ({ print: ({ text }: TerminalText) => void list.push(text) })
  return {
    io: { ...io, stdout: { ...io.stdout, ...to(said) }, stderr: { ...io.stderr, ...to(complained) } },
    said,
    complained
  }
}

it('opens the browser with an address that is good once, not with the secret that it prints', async () => {
  const opened = join(folder, 'opened')
  writeFileSync(
    join(folder, 'xdg-open'),
    `#!/bin/sh\necho "$*" > '${opened}.new' && mv '${opened}.new' '${opened}'\n`,
    {
      mode: 0o755
    }
  )
  vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`)
  const { io, said, complained } = ioWith({ PATH: folder, DISPLAY: ':0', XDG_RUNTIME_DIR: folder })
  const ended = serve([], io)
  await vi.waitUntil(() => existsSync(opened), { timeout: 10_000 })
  const address = readFileSync(opened, 'utf8').trim()
  const printed = said.join('').trim()
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?code=[\w-]{43}$/)
  expect(printed).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?code=[\w-]{43}$/)
  expect(address).not.toBe(printed)
  const status = async (url: string): Promise<number> => (await fetch(url, { redirect: 'manual' })).status
  expect([await status(address), await status(address)]).toEqual([303, 403])
  expect(complained.join('')).not.toContain('it is used up')
  expect([await status(printed), await status(printed)]).toEqual([303, 403])
  expect(complained.join('')).toContain('A browser opened the address above; it is used up.')
  process.emit('SIGINT')
  expect(await ended).toBe(0)
  vi.unstubAllEnvs()
})

it('prints an address for a further browser of what is served, and reports which when there are several', async () => {
  const environment = { XDG_RUNTIME_DIR: join(folder, 'run'), XDG_STATE_HOME: join(folder, 'state') }
  const code = async (...words: string[]): Promise<[number, string, string]> => {
    const { io, said, complained } = ioWith(environment)
    return [await serve(['--code', ...words], io), said.join(''), complained.join('')]
  }
  expect(await code()).toEqual([1, '', expect.stringContaining('nothing of yours is served.')])
  const hosts = [ioWith(environment), ioWith(environment)]
  const running = [serve([], hosts[0]!.io)]
  await vi.waitUntil(() => hosts[0]!.said.length > 0)
  const [status, first] = await code()
  expect([status, first]).toEqual([0, expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/\?code=[\w-]{43}\n$/)])
  expect(first).not.toBe(hosts[0]!.said[0])
  for (const url of [first.trim(), hosts[0]!.said[0]!.trim()])
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(303)
  running.push(serve([], hosts[1]!.io))
  await vi.waitUntil(() => hosts[1]!.said.length > 0)
  const ports = hosts.map(({ said }) => new URL(said[0]!).port)
  expect(await code()).toEqual([1, '', expect.stringMatching(/several, on the ports \d+, \d+\. Choose/)])
  expect((await code('--port', ports[1]!))[1]).toContain(`:${ports[1]}/`)
  expect(await code('--port', '1')).toEqual([1, '', expect.stringContaining('nothing of yours is served on port 1.')])
  process.emit('SIGINT')
  expect(await Promise.all(running)).toEqual([0, 0])
  expect((await code())[0]).toBe(1)
})

it.each([['--port', 'x'], ['--port', '-1'], ['--port', '65536'], ['--nothing']])(
  'reports what it does not understand: %s %s',
  async (...words) => {
    const { io, complained } = ioWith({})
    expect(await serve(words, io)).toBe(2)
    expect(complained.join('')).toMatch(/^vmatlas serve: .+\n$/)
  }
)

it('reports which of its words are no files, and does not serve without them', async () => {
  const { io, said, complained } = ioWith({})
  expect(await serve(['absent.vmsnap', folder], io)).toBe(1)
  expect(complained.join('')).toMatch(
    /^vmatlas serve: absent\.vmsnap: not found\nvmatlas serve: vmatlas-serve-\w+: is a folder, not a file\n$/
  )
  expect(said).toEqual([])
})

it('reports that a port is taken', async () => {
  const first = ioWith({})
  const running = serve([], first.io)
  await vi.waitUntil(() => first.said.length > 0)
  const { port } = new URL(first.said[0]!)
  const { io, complained } = ioWith({})
  expect(await serve(['--port', port], io)).toBe(1)
  expect(complained.join('')).toContain(`port ${port} is in use`)
  process.emit('SIGTERM')
  expect(await running).toBe(0)
})

it('serves a user whom the system does not know by name, and what breaks it ends it', async () => {
  const { userInfo } = os
  os.userInfo = () => {
    throw Object.assign(new Error('uv_os_get_passwd returned ENOENT'), { code: 'ERR_SYSTEM_ERROR' })
  }
  syncBuiltinESMExports()
  try {
    const { io, complained } = ioWith({ XDG_RUNTIME_DIR: folder })
    const ended = serve(['--no-open'], io)
    await vi.waitUntil(() => complained.length > 0, { timeout: 10_000 })
    expect(complained.join('')).toContain(` ${process.getuid?.()}@`)
    process.emit('SIGINT')
    expect(await ended).toBe(0)
  } finally {
    Object.assign(os, { userInfo })
    syncBuiltinESMExports()
  }
  const { io, said } = ioWith({ XDG_RUNTIME_DIR: folder })
  const broken = { ...io, stderr: { ...io.stderr, print: () => assert.fail('the terminal is gone') } }
  await expect(serve(['--no-open'], broken)).rejects.toThrow('the terminal is gone')
  await expect(fetch(said.join('').trim())).rejects.toThrow()
})
