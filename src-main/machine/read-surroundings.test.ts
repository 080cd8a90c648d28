import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { parseProcessStat } from '#shared/scan/process-stat.ts'
import { findCgroupMounts } from './read-cgroup.ts'
import { readSurroundings } from './read-surroundings.ts'

const folder = mkdtempSync(join(tmpdir(), 'vmatlas-around-'))
afterAll(() => rmSync(folder, { recursive: true }))
const startOf = (pid: number): number => parseProcessStat(readFileSync(`/proc/${pid}/stat`))!.startTime

describe('what lies around a process', () => {
  it('GPU clients are read from fdinfo of DRM devices, each once; nvidia’s devices are named', () => {
    const own = join(folder, '9')
    mkdirSync(join(own, 'fd'), { recursive: true })
    mkdirSync(join(own, 'fdinfo'))
    writeFileSync(join(own, 'stat'), `9 (game) S ${new Array<string>(49).fill('0').join(' ')}\n`)
    writeFileSync(join(own, 'cgroup'), '0::/user.slice\n')
    writeFileSync(join(own, 'oom_score'), '666\n')
    const files = { 3: '/dev/dri/renderD128', 4: '/dev/dri/renderD128', 5: '/dev/nvidia0', 6: '/tmp/other' }
    for (const [number, target] of Object.entries(files)) {
      symlinkSync(target, join(own, 'fd', number))
      writeFileSync(
        join(own, 'fdinfo', number),
        'drm-driver:\txe\ndrm-client-id:\t5\ndrm-pdev:\t0000:00:02.0\ndrm-total-vram0:\t8192 KiB\ndrm-resident-vram0:\t4096 KiB\n'
      )
    }
    const found = readSurroundings({ pid: 9, startTime: 0 }, folder)
    expect(found.gpu).toEqual({
      clients: [
        {
          driver: 'xe',
          device: '0000:00:02.0',
          id: '5',
          regions: [{ name: 'vram0', total: 2 ** 23, resident: 2 ** 22, shared: null }]
        }
      ],
      silent: ['/dev/nvidia0'],
      isReadable: true
    })
    expect(found).toMatchObject({ oomScore: 666, oomScoreAdj: null, cgroup: { version: 2 } })
  })

  it('reports that another process has the number by now', () => {
    expect(() => readSurroundings({ pid: process.pid, startTime: 1 })).toThrow(/not there/)
  })

  it('reports the limit of a cgroup that was made for it, where this machine lets one be made', async () => {
    const mounts = findCgroupMounts(readFileSync('/proc/self/mountinfo', 'utf8'))
    const mount = mounts.memory ?? mounts.unified
    const name = `vmatlas-test-${process.pid}`
    const made = mount === null ? null : join(mount, name)
    let child: ChildProcess | null = null
    try {
      mkdirSync(made!)
      writeFileSync(join(made!, mounts.memory === null ? 'memory.max' : 'memory.limit_in_bytes'), String(64 * 2 ** 20))
      child = spawn('sleep', ['60'], { stdio: 'ignore' })
      writeFileSync(join(made!, 'cgroup.procs'), String(child.pid))
    } catch {
      // Not allowed, or without the controller: this process's own cgroup is reported then.
    }
    try {
      const pid = child?.pid ?? process.pid
      const found = readSurroundings({ pid, startTime: startOf(pid) })
      const isOwn = found.cgroup?.identity.path.endsWith(`/${name}`) === true
      if (isOwn) expect(found.path[0]).toMatchObject({ max: 64 * 2 ** 20 })
      expect(readFileSync(`/proc/${pid}/cgroup`, 'utf8')).toContain(found.cgroup!.identity.path)
      expect(found.path.at(-1)?.path ?? '/').toBe('/')
    } finally {
      child?.kill('SIGKILL')
      await new Promise((resolve) => setTimeout(resolve, 100))
      if (made !== null) {
        try {
          rmdirSync(made)
        } catch {
          // It was never made.
        }
      }
    }
  })
})
