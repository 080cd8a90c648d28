import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { replyText } from '#shared/jvm/jvm-answer.ts'
import { heapParts } from '#shared/jvm/heap-info.ts'
import { jvmKnowledge } from '#shared/jvm/jvm-knowledge.ts'
import { readNativeMemory } from '#shared/jvm/native-memory.ts'
import { mappingEnd, mappingStart } from '#shared/memory/mapping-table.ts'
import { whatWords } from '#shared/memory/purpose-words.ts'
import { captureLive } from '#main/commands/support/capture-live.ts'
import { javas, startJava } from '#test/support/java.ts'
import { askJvm } from './ask-jvm.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-'))
const living: { kill(signal: 'SIGKILL'): unknown }[] = []
afterEach(() => {
  for (const child of living.splice(0)) child.kill('SIGKILL')
})
afterAll(() => rmSync(folder, { recursive: true }))

const ask = (pid: number) => askJvm({ pid, startTime: 0 }, '/proc')
const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}/cmdline`)

async function start(java: string, ...flags: string[]): Promise<number> {
  const child = await startJava(java, ...flags)
  living.push(child)
  return child.pid
}

describe.each(javas())('%s', (java) => {
  it('reports the purpose of its memory, and its mappings are named after it', async () => {
    const pid = await start(java, '-XX:NativeMemoryTracking=detail', '-XX:+UseSerialGC')
    const answer = await ask(pid)
    expect(replyText(answer, 'VM.version')).toContain('JDK')
    expect(heapParts(answer).map(({ name }) => name)).toContain('Metaspace')
    const native = readNativeMemory(replyText(answer, 'VM.native_memory summary scale=KB'))
    expect(native?.areas.map(({ name }) => name)).toContain('Java Heap')
    expect(answer.threads).toContainEqual(expect.objectContaining({ name: 'VM Periodic Task Thread', isJava: false }))
    const { table, classification } = captureLive(pid, 'smaps', 'inside', jvmKnowledge(answer))
    const names = Array.from({ length: table.rowCount }, (_, row) => whatWords(classification, row))
    expect(names).toContainEqual(expect.stringMatching(/^stack of Java thread “Reference Handler” \(\d+\)$/))
    // What the JVM reserved for metaspace is called so, wherever a mapping is all of it.
    const metaspace = jvmKnowledge(answer).ranges.filter(({ area }) => area === 'Metaspace')
    expect(metaspace.length).toBeGreaterThan(0)
    for (let row = 0; row < table.rowCount; row++) {
      const isWithin = metaspace.some(
        (range) => mappingStart(table, row) >= range.start && mappingEnd(table, row) <= range.end
      )
      if (isWithin) expect(names[row]).toMatch(/^JVM: metaspace/)
    }
  }, 30_000)

  it('is asked again without a signal, and without counting reports what it knows', async () => {
    const pid = await start(java)
    const [first, second] = [await ask(pid), await ask(pid)]
    for (const answer of [first, second]) {
      expect(readNativeMemory(replyText(answer, 'VM.native_memory summary scale=KB'))).toBeNull()
      expect(answer.replies.map(({ command }) => command)).not.toContain('VM.native_memory detail scale=B')
      expect(answer.threads.map(({ name }) => name)).toContain('main')
    }
    expect(existsSync(`/tmp/.attach_pid${pid}`)).toBe(false)
  }, 30_000)

  it('is not sent the signal when it does not wait for it', async () => {
    const pid = await start(java, '-Xrs', '-XX:+DisableAttachMechanism')
    await expect(ask(pid)).rejects.toMatchObject({ failure: { kind: 'unsupported' } })
    await wait(200)
    expect(isAlive(pid)).toBe(true)
  }, 30_000)
})

it('reports that the attach mechanism is turned off', async () => {
  const pid = await start(javas()[0]!, '-XX:+DisableAttachMechanism')
  await expect(ask(pid)).rejects.toMatchObject({ failure: { kind: 'lost' } })
  expect([isAlive(pid), existsSync(`/tmp/.attach_pid${pid}`)]).toEqual([true, false])
}, 30_000)

it('reports that one that is stopped can not answer, and makes no file for it', async () => {
  const pid = await start(javas()[0]!)
  process.kill(pid, 'SIGSTOP')
  while (!/^State:\s+T/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) await wait(5)
  await expect(ask(pid)).rejects.toMatchObject({
    failure: { kind: 'unsupported', detail: expect.stringContaining('stopped') }
  })
  expect(existsSync(`/tmp/.attach_pid${pid}`)).toBe(false)
}, 30_000)

it('sends no signal to what is not a JVM, also where a file has that name', async () => {
  const fake = join(folder, 'libjvm.so')
  writeFileSync(fake, 'x'.repeat(4096))
  const script = `import mmap,time; f=open(${JSON.stringify(fake)},'r+b'); m=mmap.mmap(f.fileno(),0); print('READY',flush=True); time.sleep(60)`
  for (const program of [script, `print('READY',flush=True); import time; time.sleep(60)`]) {
    const child = spawn('python3', ['-c', program], { stdio: ['ignore', 'pipe', 'inherit'] })
    living.push(child)
    await new Promise((resolve) => child.stdout.once('data', resolve))
    await expect(ask(child.pid!)).rejects.toMatchObject({ failure: { kind: 'unsupported' } })
    await wait(100)
    expect(isAlive(child.pid!)).toBe(true)
  }
})
