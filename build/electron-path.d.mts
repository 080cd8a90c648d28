/** The Electron executable's path, or null when it is not installed. Never starts a download. */
export declare function electronPath(environment?: NodeJS.ProcessEnv): string | null
