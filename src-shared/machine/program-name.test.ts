import { expect, it } from 'vitest'
import { kindOfProcess, nameInList, programBehind } from './program-name.ts'

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

it('calls what has a main thread without a name by its program, and tells renderers from one another', () => {
  expect(nameInList('MainThread', '/opt/node/bin/node server.js')).toEqual({ name: 'node', aside: 'MainThread' })
  expect(nameInList('chromium', '/usr/lib/chromium/chromium --type=renderer --lang=en')).toEqual({
    name: 'chromium',
    aside: 'renderer'
  })
  expect(kindOfProcess('/usr/lib/firefox/firefox -contentproc -childID 3 -isForBrowser tab')).toBe('tab')
  expect(kindOfProcess('cat --typewriter')).toBe('')
})
