import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'

const SCRIPT = join(import.meta.dirname, 'class.sh')
const folder = mkdtempSync(join(tmpdir(), 'vmatlas-class-'))
const log = join(folder, 'log')
afterAll(() => rmSync(folder, { recursive: true }))

/** A container engine that notes what it was asked, and has hosts that print their address. */
const ENGINE = `#!/bin/sh
echo "$*" >> '${log}'
case "$1 $2" in
  'image inspect') exit "\${HAS_IMAGE:-0}" ;;
  'ps --all') printf 'vmatlas-class-2\\nvmatlas-class-10\\nvmatlas-class-1\\n' ;;
esac
[ "$1" = logs ] && echo "Open http://127.0.0.1:1/#$2"
exit 0
`

function run(words: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync('sh', [SCRIPT, ...words], {
    env: { PATH: `${folder}:/usr/bin:/bin`, ...environment },
    encoding: 'utf8'
  })
  return { status, stdout, stderr, asked: readFileSync(log, 'utf8').split('\n') }
}

beforeEach(() => {
  writeFileSync(log, '')
  writeFileSync(join(folder, 'podman'), ENGINE, { mode: 0o755 })
})

it('starts a container for each student, with a port and a volume of its own and no rights, and prints the addresses', () => {
  const { status, stdout, asked } = run(['start', '3', '9001'])
  expect(status).toBe(0)
  const started = asked.filter((line) => line.startsWith('run '))
  expect(started).toHaveLength(3)
  started.forEach((line, index) => {
    expect(line).toContain(`--name vmatlas-class-${index + 1} `)
    expect(line).toContain(`--volume vmatlas-class-${index + 1}:/settings `)
    expect(line).toContain('--cap-drop all --security-opt no-new-privileges --read-only')
    expect(line).toMatch(new RegExp(` --port ${9001 + index}$`))
  })
  expect(asked.some((line) => line.startsWith('build '))).toBe(false)
  // In the order of students, not of letters.
  expect(stdout.trim().split('\n')).toEqual(
    [1, 2, 10].map((number) => `vmatlas-class-${number}\thttp://127.0.0.1:1/#vmatlas-class-${number}`)
  )
})

it('builds the image once, from the checkout', () => {
  const { asked } = run(['start', '1'], { HAS_IMAGE: '1' })
  expect(asked.filter((line) => line.startsWith('build -f '))).toHaveLength(1)
})

it('gives a student another address', () => {
  expect(run(['again', '7']).asked[0]).toMatch(/^exec vmatlas-class-7 node .* serve --code$/)
})

it('ends all of them, with their settings', () => {
  const { asked } = run(['stop'])
  expect(asked.filter((line) => line.startsWith('rm --force'))).toHaveLength(3)
  expect(asked).toContain('volume rm vmatlas-class-10')
})

it.each([[[]], [['start', 'x']], [['start', '0']], [['start', '5', '80']], [['start', '201']], [['nothing']]])(
  'reports how it is used to %j',
  (words) => {
    const { status, stderr, asked } = run(words)
    expect(status).toBe(2)
    expect(stderr).toMatch(/class\.sh|usage/)
    expect(asked.filter((line) => line.startsWith('run '))).toEqual([])
  }
)

it('reports what is missing where there is no engine', () => {
  const { status, stderr } = spawnSync('/bin/sh', [SCRIPT, 'start'], {
    env: { PATH: folder + '/none' },
    encoding: 'utf8'
  })
  expect(status).toBe(1)
  expect(stderr).toContain('neither podman nor docker is installed')
})
