import { afterEach, describe, expect, it } from 'vitest'
import { categoryOf } from '#shared/memory/category.ts'
import { purposeOf } from '#shared/memory/purpose.ts'
import { captureLive } from '#main/commands/support/capture-live.ts'
import { insideJvm } from '#test/support/inside-jvm.ts'
import { javas, startNamedThreads } from '#test/support/java.ts'
import { javaThreads } from './jvm-threads.ts'
import { namedThreads } from './threads.ts'

let kill = (): void => undefined
afterEach(() => kill())

const OTHER_SCRIPTS = [
  '线程名称很长的工作线程一',
  '短名',
  'Größenänderung-Überwachung',
  'smile-\u{1f600}-worker',
  'имя-потока-с-продолжением',
  'plain'
]
const POOL = 'request-handler-of-the-pool-'

describe.each(javas())('names of threads of %s', (java) => {
  const isCompactThere = java.includes('25')
  it.each([
    [500, ['-XX:+UseSerialGC']],
    [20, ['-XX:+UseG1GC', '-XX:-UseCompressedOops']],
    ...(isCompactThere
      ? ([
          [50, ['-XX:+UseCompactObjectHeaders']],
          [20, ['-XX:+UseCompactObjectHeaders', '-XX:+UseParallelGC', '-XX:-UseCompressedOops']]
        ] as [number, string[]][])
      : [])
  ] as [number, string[]][])(
    '%i of a pool and some of other scripts, with %s, are whole',
    async (count, flags) => {
      const child = await startNamedThreads(java, count, '-Xss256k', ...flags)
      kill = () => child.kill('SIGKILL')
      const names = insideJvm(child.pid, (jvm, folder) =>
        javaThreads(jvm, new Map(namedThreads(folder).map(({ own, name }) => [own, name])))
      ).map(({ name }) => name)
      for (const name of OTHER_SCRIPTS) expect(names).toContain(name)
      const pool = names.filter((name) => name.startsWith(POOL)).map((name) => Number(name.slice(POOL.length)))
      expect(pool.sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at))
      // Virtual threads have no stack of their own; those that carry them are threads like others.
      expect(names.filter((name) => name.startsWith('virtual-'))).toEqual([])

      const { table, classification } = captureLive(child.pid)
      const stacks = new Set<string>()
      for (let row = 0; row < table.rowCount; row++) {
        const { key, values } = purposeOf(classification, row)
        if (key === 'stack-of-java' && categoryOf(classification, row) === 'stack') stacks.add(String(values['thread']))
      }
      for (const name of [...OTHER_SCRIPTS, `${POOL}0`, `${POOL}${count - 1}`]) expect([...stacks]).toContain(name)
    },
    60_000
  )
})
