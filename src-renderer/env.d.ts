/// <reference types="vite/client" />
import type { PreloadDoor } from './connection/preload-bridge.ts'

declare global {
  interface Window {
    /** Put there by src-preload in the desktop app; absent in browsers. */
    readonly vmatlas?: PreloadDoor
  }
}
