import { spawn, type ChildProcess } from 'node:child_process'
import { chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { JvmAttach } from './jvm-attach.ts'
import { ProcFolder } from './proc-folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-'))
const living: ChildProcess[] = []
const servers: Server[] = []
afterEach(() => {
  vi.useRealTimers()
  for (const child of living.splice(0)) child.kill('SIGKILL')
  for (const server of servers.splice(0)) server.close()
})
afterAll(() => rmSync(folder, { recursive: true }))

/** A process that is not a JVM; whoever listens on the socket of its number speaks for it. */
function startSleeper(): number {
  const child = spawn('sleep', ['60'])
  living.push(child)
  return child.pid!
}

/** Listens where a JVM would. @returns how many connected */
async function listen(path: string, answer: (socket: Socket) => void): Promise<() => number> {
  let count = 0
  const server = createServer((socket) => {
    count++
    socket.on('error', () => undefined)
    answer(socket)
  })
  servers.push(server)
  // A JVM that was killed leaves its socket behind, and numbers of processes come again.
  rmSync(path, { force: true })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(path, resolve))
  return () => count
}

async function attach(pid: number): Promise<JvmAttach> {
  return await JvmAttach.open(new ProcFolder(pid))
}

it('reads no more of an answer than its limit, whatever comes', async () => {
  const pid = startSleeper()
  const endless = (socket: Socket): void => {
    const more = (): void => {
      while (socket.writable && socket.write('x'.repeat(65_536)));
    }
    socket.write('0\n')
    socket.on('drain', more)
    more()
  }
  await listen(`/tmp/.java_pid${pid}`, endless)
  const jvm = await attach(pid)
  const { bytes, isCut, isError } = await jvm.ask('VM.version', 1_000_000)
  expect([bytes.length, isCut, isError]).toEqual([999_998, true, false])
  jvm.close()
})

it('does not wait for ever for an answer', async () => {
  const pid = startSleeper()
  await listen(`/tmp/.java_pid${pid}`, (socket) => socket.once('data', () => vi.advanceTimersByTime(20_000)))
  const jvm = await attach(pid)
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  await expect(jvm.ask('VM.version', 1000)).rejects.toMatchObject({
    failure: { kind: 'lost', detail: 'it did not answer VM.version within 20 s' }
  })
  jvm.close()
})

it('takes what ends without a line for no answer', async () => {
  const pid = startSleeper()
  await listen(`/tmp/.java_pid${pid}`, (socket) => socket.end('no line'))
  const jvm = await attach(pid)
  await expect(jvm.ask('VM.version', 1000)).rejects.toMatchObject({ failure: { kind: 'lost' } })
  jvm.close()
})

describe.runIf(process.getuid?.() === 0)('what others put into /tmp', () => {
  it('is not believed: a socket of another user', async () => {
    const pid = startSleeper()
    const path = `/tmp/.java_pid${pid}`
    const connected = await listen(path, (socket) => socket.end('0\nlies'))
    chownSync(path, 65_534, 65_534)
    await expect(attach(pid)).rejects.toMatchObject({ failure: { kind: 'unsupported' } })
    expect(connected()).toBe(0)
  })

  it('is not believed, also where it comes between two questions', async () => {
    const pid = startSleeper()
    const path = `/tmp/.java_pid${pid}`
    await listen(path, (socket) => socket.end('0\ntrue'))
    const jvm = await attach(pid)
    chownSync(path, 65_534, 65_534)
    await expect(jvm.ask('VM.version', 1000)).rejects.toMatchObject({ failure: { kind: 'lost' } })
    jvm.close()
  })

  it('is not followed: a link called /tmp in another file system', async () => {
    const [jail, elsewhere] = [join(folder, 'jail'), join(folder, 'elsewhere')]
    for (const each of [jail, elsewhere]) mkdirSync(each)
    symlinkSync(elsewhere, join(jail, 'tmp'))
    const script = `import os, time; os.chroot(${JSON.stringify(jail)}); print('READY', flush=True); time.sleep(60)`
    const child = spawn('python3', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] })
    living.push(child)
    await new Promise((resolve) => child.stdout.once('data', resolve))
    const connected = await listen(join(elsewhere, `.java_pid${child.pid}`), (socket) => socket.end('0\nlies'))
    await expect(attach(child.pid!)).rejects.toMatchObject({ failure: { kind: 'denied' } })
    expect(connected()).toBe(0)
  })
})
