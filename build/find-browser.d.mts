/** The browser's path, or null when there is none or CHROMIUM names a file that can't be run. */
export declare function findBrowser(environment?: NodeJS.ProcessEnv): string | null
