const UNITS = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB'] as const

/**
 * An amount of memory for reading: `512 KiB`, `61.2 MiB`, `1.2 TiB`. One decimal below 100, none from there on; whole
 * KiB. The same in all languages of the interface, which share the unit signs and the decimal point.
 * @param kib 1 KiB = 1024 bytes = the kernel's and pmap's `kB`
 */
export function formatKib(kib: number): string {
  let value = kib
  let unit = 0
  // 1023.5 would be rounded to 1024 of the smaller unit.
  while (Math.abs(value) >= 1023.5 && unit < UNITS.length - 1) {
    value /= 1024
    unit += 1
  }
  const digits = unit === 0 || Math.abs(value) >= 99.95 ? 0 : 1
  return `${value.toFixed(digits)} ${UNITS[unit]}`
}

/** A difference for reading, with its sign, so that colour is never the only mark: `+3.1 MiB`, `−512 KiB`, `±0`. */
export function formatSignedKib(kib: number): string {
  return kib === 0 ? '±0' : `${kib > 0 ? '+' : '−'}${formatKib(Math.abs(kib))}`
}

/** How amounts are written where the user may choose: by themselves in the unit that fits, or all in one. */
export const AMOUNT_UNITS = ['auto', 'kib', 'mib', 'pages', 'bytes', 'hex'] as const
export type AmountUnit = (typeof AMOUNT_UNITS)[number]

/** Digits of an amount in one unit, without the unit's sign; parts of a unit as far as they are needed to be exact to a tenth. */
function digitsOf(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(Math.abs(value) < 10 ? 2 : 1)
}

/**
 * An amount of memory in the unit that was chosen. Pages have no sign of their own: their word is the caller's.
 * @param bytes whole
 * @param pageSize bytes
 */
export function formatAmount(bytes: number, unit: AmountUnit, pageSize: number): string {
  switch (unit) {
    case 'auto':
      return formatKib(bytes / 1024)
    case 'kib':
      return `${digitsOf(bytes / 1024)} KiB`
    case 'mib':
      return `${digitsOf(bytes / 1024 / 1024)} MiB`
    case 'pages':
      return digitsOf(bytes / pageSize)
    case 'bytes':
      return `${BigInt(Math.round(bytes))} B`
    case 'hex':
      return `0x${BigInt(Math.round(bytes)).toString(16)}`
  }
}
