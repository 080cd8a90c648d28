import { expect, it } from 'vitest'
import { programBehind } from './process-texts.ts'

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
