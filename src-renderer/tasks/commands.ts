import { shallowReactive } from 'vue'
import type { CommandId } from '#shared/contract/commands.ts'

/**
 * Who carries out which command. Views and the shell register what they can do while they are on the screen; menus,
 * keys and buttons only name the command.
 */
export class CommandBook {
  // What depends on `can` follows when views come and go.
  readonly #handlers = shallowReactive(new Map<CommandId, readonly (() => void)[]>())

  /** Registers a handler until the returned function is called; the latest one registered is asked. */
  register(id: CommandId, handler: () => void): () => void {
    const handlers = this.#handlers.get(id) ?? []
    this.#handlers.set(id, [...handlers, handler])
    return () => {
      const left = (this.#handlers.get(id) ?? []).filter((each) => each !== handler)
      this.#handlers.set(id, left)
    }
  }

  can(id: CommandId): boolean {
    return (this.#handlers.get(id)?.length ?? 0) > 0
  }

  /** Carries the command out; false when no view on the screen can. */
  run(id: CommandId): boolean {
    const handler = this.#handlers.get(id)?.at(-1)
    handler?.()
    return handler !== undefined
  }
}
