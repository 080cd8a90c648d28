import { spawn } from 'node:child_process'
import { expect, it } from 'vitest'
import { captureLive } from '#main/commands/support/capture-live.ts'

it('reports which version of Node a process is, when it is looked into', async () => {
  const child = spawn(process.execPath, ['-e', 'console.log(process.version); setInterval(() => {}, 1e6)'])
  try {
    const version = await new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data))))
    expect(captureLive(child.pid!).classification.runtimes).toContain(`Node.js ${version.trim().slice(1)}`)
    expect(captureLive(child.pid!, 'smaps', 'files').classification.runtimes).toContain('Node.js')
  } finally {
    child.kill()
  }
})
