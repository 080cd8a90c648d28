import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { askForAddresses, codeFolders, offerAddresses } from './code-socket.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-code-'))
afterAll(() => rmSync(folder, { recursive: true }))

const address = (port: number): string => `http://127.0.0.1:${port}/?code=abc`

it('gives a new address to this user alone, as long as the host runs', async () => {
  const own = join(folder, 'own')
  mkdirSync(own)
  chmodSync(own, 0o777)
  let asked = 0
  const stop = await offerAddresses([own], 7001, () => `${address(7001)}${++asked}`)
  expect(statSync(own).mode & 0o777).toBe(0o700)
  expect(statSync(join(own, 'serve-7001.sock')).mode & 0o777).toBe(0o600)
  expect(await askForAddresses([own])).toEqual(new Map([[7001, `${address(7001)}1`]]))
  expect(await askForAddresses([own], 7001)).toEqual(new Map([[7001, `${address(7001)}2`]]))
  expect(await askForAddresses([own], 7002)).toEqual(new Map())
  stop?.()
  await expect.poll(() => existsSync(join(own, 'serve-7001.sock'))).toBe(false)
  expect(await askForAddresses([own])).toEqual(new Map())
})

it('is not kept by what a killed host left, nor misled by what answers something else', async () => {
  const own = join(folder, 'left')
  mkdirSync(own, { mode: 0o700 })
  writeFileSync(join(own, 'serve-7003.sock'), '')
  writeFileSync(join(own, 'serve-x.sock'), '')
  const liar = createServer((socket) => socket.end('http://evil.example/?code=x\n')).listen(
    join(own, 'serve-7004.sock')
  )
  const stop = await offerAddresses([own], 7003, () => address(7003))
  expect(await askForAddresses([own])).toEqual(new Map([[7003, address(7003)]]))
  stop?.()
  liar.close()
})

it('takes no folder that is not a folder of this user, and the next one instead', async () => {
  const elsewhere = join(folder, 'elsewhere')
  mkdirSync(elsewhere)
  symlinkSync(elsewhere, join(folder, 'link'))
  expect(await offerAddresses([join(folder, 'link'), '/dev/null/vmatlas'], 7005, () => '')).toBeNull()
  const stop = await offerAddresses([join(folder, 'link'), join(folder, 'next')], 7005, () => address(7005))
  expect(existsSync(join(elsewhere, 'serve-7005.sock'))).toBe(false)
  expect(existsSync(join(folder, 'next/serve-7005.sock'))).toBe(true)
  stop?.()
})

it('looks in the runtime folder, then in the state folder', () => {
  expect(codeFolders({ XDG_RUNTIME_DIR: '/run/user/7', XDG_STATE_HOME: '/state' })).toEqual([
    '/run/user/7/vmatlas',
    '/state/vmatlas'
  ])
  expect(codeFolders({ XDG_RUNTIME_DIR: 'relative' })).toHaveLength(1)
  expect(codeFolders({})[0]).toBe(`/run/user/${process.getuid?.()}/vmatlas`)
})
