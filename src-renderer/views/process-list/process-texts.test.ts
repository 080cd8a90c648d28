import { expect, it } from 'vitest'
import { madeProcesses } from '#test/support/made-processes.ts'
import { processTexts, programBehind } from './process-texts.ts'

it('tells users by number where the source has no names, also numbers of 32 bits', () => {
  const users = [0, 1000, 2_147_483_648, 4_294_967_294, -1]
  expect(processTexts(madeProcesses(users.map((uid, at) => ({ pid: at + 1, uid })))).users).toEqual([
    'root',
    '1000',
    '2147483648',
    '4294967294',
    '–'
  ])
})

it.each([
  ['MainThread', '/opt/node/bin/node server.js', 'node'],
  ['report.py', '/usr/bin/python3 ./report.py', 'python3'],
  ['sleep', 'sleep 100', ''],
  ['bash', '-bash', ''],
  ['postgres', 'postgres: writer', ''],
  ['chrome_crashpad', '/usr/lib/chromium/chrome_crashpad_handler --monitor', ''],
  ['npm exec playwr', 'npm exec playwright', ''],
  ['kworker/0:1', '', '']
])('%s, started as %s, is run by %s', (name, commandLine, program) => {
  expect(programBehind(name, commandLine)).toBe(program)
})
