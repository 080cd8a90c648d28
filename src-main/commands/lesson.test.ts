import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { LESSONS } from '#shared/lesson/lessons.ts'
import { recordedIo } from '#test/support/command-io.ts'
import { shownOrder } from '#shared/lesson/shown-order.ts'
import { lesson } from './lesson.ts'
import { lessons } from './lessons.ts'

// Nothing was compiled here.
vi.mock('#main/subject/subject-program.ts', () => ({ findSubjectProgram: () => null }))

async function run(args: readonly string[], answers = '', language = 'C'): Promise<[number, string, string]> {
  const { io, said, complained } = recordedIo({ LANG: language }, answers)
  const status = await lesson([...args], io)
  return [status, said(), complained()]
}

it.each(LESSONS.map((each) => [each.id, each] as const))(
  '%s plays from its recording where its program can not be started, and reports it',
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
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-recording-'))
  mkdirSync(join(folder, '01-address-space'))
  for (const args of [['--check'], ['--record', folder]]) {
    const [status, out, err] = await run(['address-space', ...args])
    expect([status, out]).toEqual([1, ''])
    expect(err).toContain('was not compiled')
  }
  expect(readdirSync(join(folder, '01-address-space'))).toEqual([])
  rmSync(folder, { recursive: true })
})

it('takes numbers, Enter and q for answers and nothing else, and keeps what was answered with the score', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-answers-'))
  const file = join(folder, 'answers.json')
  const { steps } = LESSONS[0]!
  const right = shownOrder(LESSONS[0]!.id, 0, 3).indexOf(1) + 1
  // Three keys that are none, the right answer, a step only looked at, and out.
  const [status, out] = await run([LESSONS[0]!.id, '--answers', file], `9\n0\nx\n${right}\n\nq\n1\n`)
  expect(status).toBe(0)
  expect(out.match(/Type a number from 1 to 3/g)).toHaveLength(3)
  expect(out.match(/Right\./g)).toHaveLength(1)
  expect(out).not.toContain(`${steps.length} predicted right`)
  const kept: unknown = JSON.parse(readFileSync(file, 'utf8'))
  expect(kept).toMatchObject({ run: 'recorded', score: { right: 1, of: 3 } })
  expect(kept).toMatchObject({
    answers: [
      { step: 1, isRight: true },
      { step: 2, chosen: null }
    ]
  })
  expect(statSync(file).mode & 0o077).toBe(0)
  rmSync(folder, { recursive: true })
  expect((await run([LESSONS[0]!.id, '--check', '--answers', file]))[0]).toBe(2)
})

it('writes all lessons as pages without scripts, whose links all lead somewhere', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vmatlas-site-'))
  const io = { stdout: { print: () => undefined }, environment: { LANG: 'C' } }
  expect(await lessons(['--site', folder], io as unknown as Parameters<typeof lesson>[1])).toBe(0)
  for (const localeFolder of [folder, join(folder, 'zh')]) {
    const names = readdirSync(localeFolder).filter((name) => name.endsWith('.html'))
    expect(names).toHaveLength(2 * LESSONS.length + 1)
    for (const name of names) {
      const page = readFileSync(join(localeFolder, name), 'utf8')
      expect(page).not.toMatch(/<script|https?:\/\/[^ ]*"/)
      for (const [, href, at] of page.matchAll(/href="([^"#]+)(?:#([^"]+))?"/g)) {
        const target = readFileSync(join(localeFolder, href!), 'utf8')
        if (at !== undefined) expect(target).toContain(`id="${at}"`)
      }
    }
  }
  const index = readFileSync(join(folder, 'index.html'), 'utf8')
  for (const { id, steps, title, sources } of LESSONS) {
    expect(index).toContain(`${id}.html#step-${steps.length}"`)
    expect(index).toContain(title.en.replaceAll("'", '&#39;'))
    expect(index).toContain(sources[0]!)
  }
  rmSync(folder, { recursive: true })
})
