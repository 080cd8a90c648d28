import { failureOf } from '#shared/contract/failure.ts'
import { isCommandId } from '#shared/contract/commands.ts'
import type { Bridge } from '#shared/contract/host.ts'
import { useHostStore } from '../stores/host-store.ts'
import type { CommandBook } from './commands.ts'

/** Learns who serves the page and listens to what it reports unasked. */
export async function followHost(bridge: Bridge, commands: CommandBook): Promise<void> {
  const host = useHostStore()
  bridge.on('connection', (connection) => {
    host.isConnected = connection === 'back'
    host.isRefused = connection === 'refused'
  })
  bridge.on('notice', (text) => host.addNotice(text))
  bridge.on('command', (id) => {
    if (isCommandId(id)) commands.run(id)
  })
  try {
    host.description = await bridge.invoke('describeHost')
  } catch (error) {
    host.isConnected = false
    host.addNotice(failureOf(error, 'host').detail)
  }
}
