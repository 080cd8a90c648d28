import { expect, it } from 'vitest'
import { distinctName, kindOfProcess, nameInList, programBehind } from './program-name.ts'

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

it.each([
  ['/usr/lib/chromium/chromium --type=gpu-process --x', 'gpu-process'],
  ['/usr/lib/chromium/chromium --no-sandbox --type=utility', 'utility'],
  ['chromium --subtype=renderer', ''],
  ['--type=renderer', ''],
  ['/usr/lib/firefox/firefox -contentproc {6d1e} 4711 socket', 'socket'],
  ['/usr/lib/firefox/firefox -contentproc -parentBuildID 2024 --x-1', ''],
  ['/usr/lib/firefox/firefox -contentproc rdd!', ''],
  ['/usr/lib/firefox/firefox -contentprocess tab', ''],
  ['firefox tab', ''],
  ['', '']
])('"%s" is of the kind "%s"', (command, kind) => expect(kindOfProcess(command)).toBe(kind))

it.each([
  ['a', '/usr/bin/a-helper --x', ''],
  ['python3.11', '/usr/bin/python3 x', ''],
  ['worker', 'nginx: worker process', 'nginx'],
  ['x', '-bash', 'bash'],
  ['x', '/opt/a-b:c', 'a-b:c'],
  ['x', '/opt/my-tool:', 'my-tool'],
  ['x', ' leading', ''],
  ['x', '/opt/dir/', '']
])('%s, started as "%s", is run by "%s"', (name, command, program) => {
  expect(programBehind(name, command)).toBe(program)
})

it('is called by its own name, with its program and its kind aside', () => {
  expect(nameInList('report.py', '/usr/bin/python3 ./report.py')).toEqual({ name: 'report.py', aside: 'python3' })
  expect(nameInList('Web Content', '/usr/lib/firefox/firefox -contentproc tab')).toEqual({
    name: 'Web Content',
    aside: 'firefox tab'
  })
  expect(nameInList('sleep', 'sleep 100')).toEqual({ name: 'sleep', aside: '' })
})

it('of a main thread means nothing, and is kept only where there is no other', () => {
  expect(nameInList('MainThread', '')).toEqual({ name: 'MainThread', aside: '' })
  expect(nameInList('MainThread', 'node --type=worker')).toEqual({ name: 'node', aside: 'worker' })
  expect(distinctName('report.py', '/usr/bin/python3 ./report.py')).toBe('report.py')
})
