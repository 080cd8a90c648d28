import { Readable } from 'node:stream'
import { expect, it, vi } from 'vitest'
import { LESSONS } from '#shared/lesson/lessons.ts'
import { lesson } from './lesson.ts'

// Nothing was compiled here.
vi.mock('#main/subject/subject-program.ts', () => ({ findSubjectProgram: () => null }))

async function run(args: readonly string[], answers = '', language = 'C'): Promise<[number, string, string]> {
  const said = { out: '', err: '' }
  const sink = (name: 'out' | 'err') => ({ write: (text: string) => ((said[name] += text), true) })
  const io = {
    stdin: Readable.from([answers]),
    stdout: sink('out'),
    stderr: sink('err'),
    environment: { LANG: language }
  } as unknown as Parameters<typeof lesson>[1]
  const status = await lesson([...args], io)
  return [status, said.out, said.err]
}

it.each(LESSONS.map((each) => [each.id, each] as const))(
  '%s plays from its recording where its program can not be started, and says so',
  async (id, { steps }) => {
    const [status, out, err] = await run([id], '1\n'.repeat(steps.length))
    expect([status, err]).toEqual([0, ''])
    expect(out).toMatch(/^Recorded \d{4}-\d\d-\d\d on Linux \d+\.\d+\S* \(\w+\): not this machine\n/)
    for (const step of steps) expect(out).toContain(step.c)
    expect(out).not.toContain('did something else')
    expect(out).toMatch(/PID/)
  }
)

it('says it in Chinese too', async () => {
  expect((await run(['address-space'], '', 'zh_CN.UTF-8'))[1]).toMatch(/^录制于 \d{4}-\d\d-\d\d,Linux/)
})

it('checks and records nothing but a live run', async () => {
  for (const args of [['--check'], ['--record', '/nowhere']]) {
    const [status, out, err] = await run(['address-space', ...args])
    expect([status, out]).toEqual([1, ''])
    expect(err).toContain('was not compiled')
  }
})
