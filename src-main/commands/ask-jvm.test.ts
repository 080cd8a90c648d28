import { afterEach, expect, it } from 'vitest'
import { recordedIo } from '#test/support/command-io.ts'
import { javas, startJava } from '#test/support/java.ts'
import { askJvm } from './ask-jvm.ts'

let kill = (): void => undefined
afterEach(() => kill())

async function run(...args: string[]): Promise<{ status: number; printed: string; errors: string }> {
  const { io, said, complained } = recordedIo()
  const status = await askJvm(args, io)
  return { status, printed: said(), errors: complained() }
}

it('prints what a JVM reports, beside what is resident of it', async () => {
  const child = await startJava(javas()[0]!, '-XX:NativeMemoryTracking=detail')
  kill = () => child.kill('SIGKILL')
  const { status, printed } = await run(String(child.pid), '--raw')
  expect(status).toBe(0)
  expect(printed).toMatch(/^Java Heap +\d+ +\d+ +~?[1-9]\d+$/m)
  expect(printed).toMatch(/^Reference Handler +\d+ +yes$/m)
  expect(printed).toMatch(/^GC\.heap_info:$/m)
  const { printed: json } = await run(String(child.pid), '--json')
  expect(JSON.parse(json)).toMatchObject({ pid: child.pid, nativeMemory: { reservedKb: expect.any(Number) as number } })
}, 30_000)

it('reports that another program is not a JVM', async () => {
  expect(await run(String(process.pid))).toMatchObject({
    status: 1,
    errors: expect.stringContaining('it is no JVM') as string
  })
  expect(await run('java')).toMatchObject({ status: 2 })
})
