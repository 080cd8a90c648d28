import { spawn } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { hostname } from 'node:os'
import { delimiter, join } from 'node:path'
import { shown, TerminalText } from '#shared/base/terminal-text.ts'
import { failureOf } from '#shared/contract/failure.ts'
import type { ReceivedFile } from '#shared/contract/host.ts'
import { createElevatedReader } from '#main/source/elevated-reader.ts'
import { userName } from '#main/source/machine.ts'
import { createHostServices, type Emit } from '#main/services/host-services.ts'
import { receiveFiles } from '#main/services/received-files.ts'
import { readStartRequest } from '#main/services/start-request.ts'
import { createSubjects } from '#main/subject/subjects.ts'
import { startBrowserHost } from '#main/host/browser-host.ts'
import { askForAddresses, codeFolders, offerAddresses } from '#main/host/code-socket.ts'
import type { CommandIo, RunCommand } from './command.ts'
import { RENDERER } from './support/renderer-folder.ts'
import { readWords, reportErrors, UsageError } from './support/report-errors.ts'
import { VERSION } from './version.ts'

function findOnPath(name: string, environment: NodeJS.ProcessEnv): string | null {
  for (const folder of (environment['PATH'] ?? '').split(delimiter)) {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return join(folder, name)
    } catch {
      // Not in this folder.
    }
  }
  return null
}

/** Opens the default browser, with an address that may be seen in its arguments, where there is a screen and something to open it with. */
function openBrowser(url: string, environment: NodeJS.ProcessEnv): void {
  const hasScreen = Boolean(environment['DISPLAY'] || environment['WAYLAND_DISPLAY'])
  const opener = hasScreen ? findOnPath('xdg-open', environment) : null
  if (opener === null) return
  const child = spawn(opener, [url], { detached: true, stdio: 'ignore' })
  // The address is printed as well, so a browser that does not start is not a failure.
  child.on('error', () => undefined)
  child.unref()
}

/** @throws UsageError */
function readPort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65535) throw new UsageError(`--port takes a number from 0 to 65535, not ${text}`)
  return port
}

function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
}

/** Files that were named, read when the first page asks for them; all pages get a notice for what can't be read then. */
function startFiles(paths: readonly string[], report: (notice: string) => void): () => readonly ReceivedFile[] {
  let waiting = paths
  return () => {
    const wanted = waiting
    waiting = []
    return receiveFiles(
      wanted,
      () => undefined,
      (path, error) => {
        const { target, detail } = failureOf(error, path)
        report(`${target}: ${detail}`)
      }
    )
  }
}

interface ServeOptions {
  readonly port: number
  readonly isOpening: boolean
  /** Files that the first page shows. */
  readonly paths: readonly string[]
}

async function serveUntilStopped({ port, isOpening, paths }: ServeOptions, io: CommandIo): Promise<void> {
  // The services send events to their pages through the host, which in turn needs the services.
  const emitter: { emit: Emit } = { emit: () => undefined }
  const services = createHostServices(
    {
      kind: 'browser',
      versions: { vmatlas: VERSION, node: process.versions.node },
      elevated: createElevatedReader(),
      subjects: createSubjects(),
      startFiles: startFiles(paths, (notice) => emitter.emit('notice', notice))
    },
    (event, payload) => emitter.emit(event, payload)
  )
  // Before the address is printed: whoever reads it may stop the command at once.
  const stopped = untilStopped()
  try {
    const host = await startBrowserHost({
      api: services,
      root: RENDERER,
      port,
      onOpened: (use) => {
        if (use === 'printed') io.stderr.print(shown`A browser opened the address above; it is used up. ${another}\n`)
      }
    })
    const another = `For another browser: vmatlas serve --code --port ${host.port}`
    emitter.emit = host.emit
    const stopOffering = await offerAddresses(codeFolders(io.environment), host.port, () => host.addressFor('asked'))
    try {
      io.stdout.print(shown`${host.addressFor('printed')}\n`)
      io.stderr.print(
        TerminalText.joined([
          shown`vmatlas serves this machine's processes to the address above, which is good for one browser. Ctrl+C stops it.\n`,
          shown`${stopOffering === null ? 'There is no folder where other addresses can be asked for.' : another}\n`,
          shown`From another machine: ssh -L ${host.port}:127.0.0.1:${host.port} ${userName()}@${hostname()}\n`
        ])
      )
      if (isOpening) openBrowser(host.addressFor('launched'), io.environment)
      await stopped
    } finally {
      stopOffering?.()
      await host.close()
    }
  } finally {
    await services.dispose()
  }
}

/** Prints an address for a further browser, of a host that runs already. */
async function printAddress(port: number, io: CommandIo): Promise<number> {
  const addresses = await askForAddresses(codeFolders(io.environment), port)
  const [first] = addresses.values()
  if (first !== undefined && addresses.size === 1) {
    io.stdout.print(shown`${first}\n`)
    return 0
  }
  const ports = [...addresses.keys()].sort((a, b) => a - b)
  const which = port === 0 ? '' : ` on port ${port}`
  io.stderr.print(
    first === undefined
      ? shown`vmatlas serve: nothing of yours is served${which}. Start it with: vmatlas serve\n`
      : shown`vmatlas serve: there are several, on the ports ${ports.join(', ')}. Choose one with --port.\n`
  )
  return 1
}

/** `vmatlas serve`: the browser host, with files for its first page, until it is stopped; with --code, an address of one that runs. */
export const serve: RunCommand = reportErrors('serve', async (args, io) => {
  const { values, positionals } = readWords({
    args: [...args],
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '0' },
      'no-open': { type: 'boolean', default: false },
      code: { type: 'boolean', default: false }
    }
  })
  const port = readPort(values.port)
  if (values.code) return printAddress(port, io)
  const { paths, problems } = readStartRequest({ words: ['--', ...positionals], folder: process.cwd() })
  for (const problem of problems) io.stderr.print(shown`vmatlas serve: ${problem}\n`)
  if (problems.length > 0) return 1
  try {
    await serveUntilStopped({ port, isOpening: !values['no-open'], paths }, io)
    return 0
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error
    const why = code === 'EADDRINUSE' ? 'is in use' : 'may not be used'
    io.stderr.print(shown`vmatlas serve: port ${port} ${why}. Choose another with --port.\n`)
    return 1
  }
})
