import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { CLI, type BenchContext } from './row.ts'

/** A browser host whose garbage can be collected from outside. */
export interface InspectedHost {
  readonly url: string
  readonly pid: number
  /** Collects the garbage of its main thread, by the inspector's protocol. */
  collect(): Promise<void>
  stop(): void
}

const textUntil = (stream: NodeJS.ReadableStream, pattern: RegExp): Promise<string> =>
  new Promise((resolve) => {
    let text = ''
    stream.on('data', (bytes: Buffer) => {
      text += String(bytes)
      const found = pattern.exec(text)?.[0]
      if (found !== undefined) resolve(found)
    })
  })

/** Starts a browser host with Node's inspector on a free port of 127.0.0.1. */
export async function startInspectedHost(context: BenchContext): Promise<InspectedHost> {
  const child = spawn(process.execPath, ['--inspect=127.0.0.1:0', CLI, 'serve', '--no-open'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, XDG_CONFIG_HOME: join(context.workloads.folder, 'config') }
  })
  const [url, address] = await Promise.all([
    textUntil(child.stdout, /^http:\S+(?=\n)/m),
    textUntil(child.stderr, /ws:\S+(?=\n)/)
  ])
  const inspector = new WebSocket(address)
  await new Promise((resolve) => inspector.once('open', resolve))
  return {
    url,
    pid: child.pid ?? 0,
    async collect() {
      const answered = new Promise((resolve) => inspector.once('message', resolve))
      inspector.send(JSON.stringify({ id: 1, method: 'HeapProfiler.collectGarbage' }))
      await answered
    },
    stop() {
      inspector.close()
      child.kill('SIGINT')
    }
  }
}
