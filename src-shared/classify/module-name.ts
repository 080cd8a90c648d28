/** Shared objects keep such a name even when only their read-only part is mapped. */
const LIBRARY = /\.so(?:[.-][\w.-]{1,40})?$/

/** Whether a file is named like a library. */
export const isLibraryName = (path: string): boolean => LIBRARY.test(path)

/** The last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1)
