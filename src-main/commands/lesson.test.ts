import { expect, it, vi } from 'vitest'
import { LESSONS } from '#shared/lesson/lessons.ts'
import { recordedIo } from '#test/support/command-io.ts'
import { lesson } from './lesson.ts'

// Nothing was compiled here.
vi.mock('#main/subject/subject-program.ts', () => ({ findSubjectProgram: () => null }))

async function run(args: readonly string[], answers = '', language = 'C'): Promise<[number, string, string]> {
  const { io, said, complained } = recordedIo({ LANG: language }, answers)
  const status = await lesson([...args], io)
  return [status, said(), complained()]
}

it.each(LESSONS.map((each) => [each.id, each] as const))(
  '%s plays from its recording where its program can not be started, and says so',
  async (id, { steps }) => {
    const [status, out, err] = await run([id], '1\n'.repeat(steps.length))
    expect([status, err]).toEqual([0, ''])
    expect(out).toMatch(/^Recorded \d{4}-\d\d-\d\d on Linux \d+\.\d+\S* \(\w+\): not this machine\n/)
    for (const step of steps) expect(out).toContain(step.c)
    expect(out).not.toContain('behaved differently')
    expect(out).toMatch(/PID/)
  }
)

it('says it in Chinese too', async () => {
  expect((await run(['address-space'], '', 'zh_CN.UTF-8'))[1]).toMatch(/^录制于 \d{4}-\d\d-\d\d，Linux/)
})

it('checks and records nothing but a live run', async () => {
  for (const args of [['--check'], ['--record', '/nowhere']]) {
    const [status, out, err] = await run(['address-space', ...args])
    expect([status, out]).toEqual([1, ''])
    expect(err).toContain('was not compiled')
  }
})
