import { chmodSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FakeMachine } from './stand-ins.ts'

let machine: FakeMachine
beforeEach(() => void (machine = new FakeMachine()))
afterEach(() => machine.remove())

const WINDOW = 'window\n/the/app\n'
const BROWSER = 'browser\nserve\n'

describe('a runtime that is there', () => {
  test('opens the window, with the words of the user', async () => {
    machine.putRuntime('exit 0')
    const { started, said, status } = await machine.start(['a.vmsnap', '--new-window'])
    expect([started, said, status]).toEqual([`${WINDOW}a.vmsnap\n--new-window\n`, '', 0])
  })

  test.each<[string, string[], Partial<NodeJS.ProcessEnv>, number, RegExp]>([
    ['root', [], {}, 0, /must not run as root/],
    ['no display', [], { DISPLAY: undefined }, 1000, /no display here/],
    ['an empty display', [], { DISPLAY: '' }, 1000, /no display here/],
    ['CI', [], { CI: 'true' }, 1000, /CI is set/],
    ['--browser', ['--browser'], {}, 1000, /as asked for with --browser/]
  ])('is not tried: %s', async (_name, args, environment, uid, reason) => {
    machine.putRuntime('exit 0')
    Object.assign(machine.environment, environment)
    machine.uid = uid
    const { started, said } = await machine.start([...args, 'a.vmsnap'])
    expect(said).toMatch(reason)
    expect(said.trimEnd().split('\n')).toHaveLength(1)
    expect(started).toBe(`${BROWSER}a.vmsnap\n`)
  })

  test('is tried where there is Wayland only, and on a machine that says it is no CI machine', async () => {
    machine.putRuntime('exit 0')
    Object.assign(machine.environment, { DISPLAY: undefined, WAYLAND_DISPLAY: 'wayland-0', CI: 'false' })
    expect((await machine.start()).started).toBe(WINDOW)
  })

  test('is not tried with the options of the browser host', async () => {
    machine.putRuntime('exit 0')
    const { started, said } = await machine.start(['--port', '7317', '--no-open'])
    expect(said).toContain('--port is for the browser host')
    expect(started).toBe(`${BROWSER}--port\n7317\n--no-open\n`)
  })

  test.each([
    ['kill -TRAP $$', /gave up at once \(SIGTRAP\)/],
    ['exit 127', /lacks a library/],
    ['exit 3', /ended at once with status 3/]
  ])('that ends at once (%s): a browser, with words', async (ending, words) => {
    machine.putRuntime(ending)
    const { started, said } = await machine.start(['--enable-logging', 'a.vmsnap'])
    expect(said).toMatch(words)
    expect(started).toBe(`${WINDOW}--enable-logging\na.vmsnap\n${BROWSER}a.vmsnap\n`)
  })

  // What the real runtime says and does there, by its double.
  test.each([
    ['root', /ended at once with status 1/],
    ['no-display', /ended at once with status 1/],
    ['no-sandbox', /gave up at once \(SIGTRAP\): it does so without a sandbox/]
  ])('on a machine that is unkind to it (%s): a browser, with words', async (unkind, words) => {
    machine.environment['ELECTRON_OVERRIDE_DIST_PATH'] = join(import.meta.dirname, '../../test/double/dist')
    machine.environment['ELECTRON_DOUBLE_UNKIND'] = unkind
    const { started, said, status } = await machine.start(['a.vmsnap'])
    expect(said).toMatch(words)
    expect(said).toContain('vmatlas opens in a browser instead.')
    expect([started, status]).toEqual([`${BROWSER}a.vmsnap\n`, 0])
  })

  test('that can not be executed: a browser, with words', async () => {
    chmodSync(join(machine.putRuntime('exit 0'), 'electron'), 0o644)
    const { started, said } = await machine.start()
    expect(said).toContain('could not be started (EACCES)')
    expect(started).toBe(BROWSER)
  })

  test('an override that holds none is reported, and nothing is fetched', async () => {
    machine.environment['ELECTRON_OVERRIDE_DIST_PATH'] = '/nowhere'
    const { started, said } = await machine.start()
    expect(said).toContain('no Electron runtime in /nowhere')
    expect(started).toBe(BROWSER)
  })
})

describe('where user namespaces are restricted', () => {
  test.each([
    ['kernel/apparmor_restrict_unprivileged_userns', '1'],
    ['kernel/unprivileged_userns_clone', '0']
  ])('%s: the two commands, and a browser', async (name, value) => {
    const dist = machine.putRuntime('exit 0')
    machine.setKernel(name, value)
    const { started, said } = await machine.start()
    expect(said).toContain(`sudo chown root:root ${dist}/chrome-sandbox\n`)
    expect(said).toContain(`sudo chmod 4755 ${dist}/chrome-sandbox\n`)
    expect(started).toBe(BROWSER)
    machine.setKernel(name, value === '1' ? '0' : '1')
    expect((await machine.start()).started).toBe(`${BROWSER}${WINDOW}`)
  })

  test('a helper that is root’s and setuid will do; no other mode', async () => {
    const dist = machine.putRuntime('exit 0')
    machine.setKernel('kernel/apparmor_restrict_unprivileged_userns', '1')
    chmodSync(join(dist, 'chrome-sandbox'), 0o755)
    expect((await machine.start()).started).toBe(BROWSER)
    machine.putSetuidHelper(dist)
    expect((await machine.start()).started).toBe(`${BROWSER}${WINDOW}`)
  })
})

describe('a runtime that is missing', () => {
  test('is fetched with progress, unpacked, started, and there the next time', async () => {
    const zip = machine.putPackage('exit 0')
    let asked = ''
    const host = await machine.serve((request, response) => {
      asked += request.url
      response.writeHead(200, { 'Content-Length': zip.length })
      response.write(zip.subarray(0, 30_000))
      setTimeout(() => response.end(zip.subarray(30_000)), 50)
    })
    const { started, said } = await machine.start()
    expect(said).toContain(`Fetching the Electron runtime 45.0.0 from ${host}: about 120 MB`)
    expect(said).toMatch(/\d\.\d of 0\.1 MiB \(\d\d? %\)/)
    expect(said).toContain('(100 %)')
    expect(asked).toContain(`/v45.0.0/electron-v45.0.0-${process.platform}`)
    expect(started).toBe(WINDOW)
    expect(await machine.start()).toMatchObject({ said: '', started: WINDOW + WINDOW })
  })

  test('half unpacked counts as missing', async () => {
    const zip = machine.putPackage('exit 0')
    await machine.serve((_request, response) => response.end(zip))
    await machine.start()
    writeFileSync(join(machine.electronFolder, 'dist/version'), '44.0.0')
    expect((await machine.start()).said).toContain('Unpacking')
  })

  test('a stalled download is given up', async () => {
    const zip = machine.putPackage('exit 0')
    const host = await machine.serve((_request, response) => {
      response.writeHead(200, { 'Content-Length': zip.length })
      response.write(zip.subarray(0, 30_000))
    })
    const { started, said, milliseconds } = await machine.start(['a.vmsnap'], 1000)
    expect(said).toContain(
      `is not there: nothing arrived from ${host} for 1 seconds. vmatlas opens in a browser instead.`
    )
    expect(said).toContain('To try again: npm start')
    expect(started).toBe(`${BROWSER}a.vmsnap\n`)
    expect(milliseconds).toBeLessThan(10_000)
  })

  test('a server that never answers is given up as well', async () => {
    machine.putPackage('exit 0')
    await machine.serve(() => undefined)
    const { said } = await machine.start([], 500)
    expect(said).toContain('nothing arrived from 127.0.0.1')
  })

  test('what has another checksum is thrown away', async () => {
    machine.putPackage('exit 0')
    await machine.serve((_request, response) => response.end('not a runtime'))
    const { started, said } = await machine.start()
    expect(said).toContain('its checksum is wrong')
    expect(started).toBe(BROWSER)
    expect(existsSync(join(machine.electronFolder, 'dist'))).toBe(false)
  })

  test('an answer that is an error is named', async () => {
    machine.putPackage('exit 0')
    await machine.serve((_request, response) => response.writeHead(404).end())
    expect((await machine.start()).said).toMatch(/127\.0\.0\.1:\d+ answered 404/)
  })

  test('a server that can not be reached is reported at once', async () => {
    machine.putPackage('exit 0')
    machine.environment['ELECTRON_MIRROR'] = 'http://127.0.0.1:1/'
    const { said, started } = await machine.start()
    expect(said).toMatch(/127\.0\.0\.1:1 can not be reached/)
    expect(started).toBe(BROWSER)
  })

  test('Ctrl+C, arriving twice as under npm, opens the browser and leaves it running', async () => {
    const zip = machine.putPackage('exit 0')
    await machine.serve((_request, response) => {
      response.writeHead(200, { 'Content-Length': zip.length })
      response.write(zip.subarray(0, 30_000))
      setTimeout(() => process.emit('SIGINT'), 100)
      setTimeout(() => process.emit('SIGINT'), 130)
    })
    const { started, said } = await machine.start()
    expect(said).toContain('is not there: it was stopped with Ctrl+C.')
    expect(started).toBe(BROWSER)
  })

  test('a proxy is named, without its password', async () => {
    machine.putPackage('exit 0')
    machine.environment['ELECTRON_MIRROR'] = 'http://mirror.invalid/'
    machine.environment['HTTPS_PROXY'] = 'http://me:secret@127.0.0.1:1'
    const { said } = await machine.start()
    expect(said).toContain('through the proxy http://127.0.0.1:1')
    expect(said).not.toContain('secret')
  })
})
