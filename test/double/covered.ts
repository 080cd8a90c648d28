import { EventEmitter } from 'node:events'

/** Names that inspectors, loggers and `await` look up on anything: they must stay plainly absent. */
const HARMLESS = new Set(['then', 'toJSON', 'toString', 'valueOf', 'inspect', '__esModule', 'nodeType', 'domain'])

function missing(owner: string, key: string | symbol): undefined {
  if (typeof key === 'symbol' || HARMLESS.has(key)) return undefined
  throw new Error(`${owner}.${key} is not in the electron double`)
}

/** The object itself, except that a member it lacks is an error that names it instead of `undefined`. */
export function covered<T extends object>(name: string, have: T): T {
  return new Proxy(have, {
    get: (target, key, receiver) => (key in target ? Reflect.get(target, key, receiver) : missing(name, key)) as unknown
  })
}

/** An EventEmitter of which the same is true, for classes: the check sits at the end of the prototype chain. */
export class CoveredEmitter extends EventEmitter {}
Object.setPrototypeOf(
  CoveredEmitter.prototype,
  new Proxy(EventEmitter.prototype, {
    get(target, key, receiver: object) {
      if (key in target) return Reflect.get(target, key, receiver) as unknown
      return missing(receiver.constructor.name, key)
    }
  })
)

/** An event as Electron hands it to listeners; `defaultPrevented` shows afterwards whether one of them refused. */
export interface VetoEvent {
  defaultPrevented: boolean
  preventDefault(): void
}

export function vetoEvent<T extends object>(details: T): T & VetoEvent {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault() {
      event.defaultPrevented = true
    }
  }
  return event
}
