import type { EventEmitter } from 'node:events'

/** The members that the double's own object has in common with Electron's, with Electron's types. */
type Shared<Own, Real, Except> = Pick<Real, Exclude<keyof Own & keyof Real, keyof EventEmitter | Except>>

/**
 * Compiles only if every member that `Own` shares with Electron's `Real` has a type that fits; `Except` names the known
 * differences. `Fits<App, Electron.App>` breaks the build when a new Electron changes what the double implements.
 */
export type Fits<Own extends Shared<Own, Real, Except>, Real, Except extends string = never> = keyof Own & keyof Real
