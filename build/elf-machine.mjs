// For which machine programs were compiled: a package must not bring those of the machine that built it to another one.
import { closeSync, openSync, readdirSync, readSync } from 'node:fs'
import { join } from 'node:path'

/** e_machine of an ELF header (elf.h) by electron-builder's numbers of machines: x64, arm64. */
const MACHINES = { 1: 62, 3: 183 }

function headerOf(path) {
  const bytes = Buffer.alloc(20)
  const descriptor = openSync(path, 'r')
  try {
    return readSync(descriptor, bytes) === 20 && bytes.readUInt32BE(0) === 0x7f454c46 ? bytes : null
  } finally {
    closeSync(descriptor)
  }
}

/**
 * Paths of the ELF programs right below these folders that are not for the machine.
 * @param {readonly string[]} folders
 * @param {number} arch electron-builder's number
 */
export function programsForOthers(folders, arch) {
  return folders
    .flatMap((folder) => readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const header = headerOf(path)
      return header !== null && header.readUInt16LE(18) !== MACHINES[arch]
    })
}
