/** The folder of the installed electron package, or null. */
export declare function electronPackage(): string | null
/** The Electron executable's path, or null when it is not installed whole. Never starts a download. */
export declare function electronPath(environment?: NodeJS.ProcessEnv, folder?: string | null): string | null
