export interface StartGiven {
  /** What follows `npm start --`. */
  readonly args: readonly string[]
  readonly environment: NodeJS.ProcessEnv
  /** Of the user who starts it. */
  readonly uid: number | undefined
  /** The app's folder, for Electron. */
  readonly app: string
  /** The built command line. */
  readonly cli: string
  /** Where the words of the user are relative to. */
  readonly cwd: string
  /** That of the electron package; null when it is not installed. */
  readonly electronFolder: string | null
  /** Where the sentences go. */
  readonly output: { isTTY?: boolean; write(text: string): unknown }
  /** Where the kernel's settings are; /proc/sys if not given. */
  readonly sys?: string
  /** Milliseconds after which a download that stands still is given up. */
  readonly stalled?: number
}
/** Starts the app, waits for its end and gives the exit status. */
export declare function startApp(given: StartGiven): Promise<number>
