/** What can be written on a rectangle; all of it is text, whatever it contains. */
export interface TileWords {
  /** Empty where the frame around the rectangle has it already. */
  readonly name: string
  /** The name without what can be left out, as the version of a library. */
  readonly short: string
  /** Permissions where they tell the rectangle from its neighbours, else empty. They are written in full or not at all. */
  readonly perms: string
  readonly amount: string
}

export const NO_WORDS: TileWords = { name: '', short: '', perms: '', amount: '' }

/** Room for a text, CSS pixels. */
export interface TileRoom {
  readonly width: number
  readonly height: number
}

/** Height of a line of text, CSS pixels. */
export const TILE_LINE = 14
/** Fewer letters of a name mean nothing. */
const FEWEST_LETTERS = 4
const BETWEEN = '  '

const line = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(BETWEEN)

/**
 * The text for a rectangle: what it is and how much; in two lines, or with less of the name, where it has no room for that;
 * then the amount alone. Empty where not even that fits. Only names are ever cut, and then the amount comes first.
 * @param widthOf width of a text in a line, CSS pixels
 */
export function fitTileLabel(words: TileWords, room: TileRoom, widthOf: (text: string) => number): string {
  if (room.height < TILE_LINE || room.width <= 0) return ''
  const fits = (text: string): boolean => widthOf(text) <= room.width
  const { name, short, perms, amount } = words
  const whole = [line(name, perms, amount), line(short, perms, amount)].find(fits)
  if (whole !== undefined) return whole
  const figures = [line(perms, amount), amount].find(fits)
  if (figures === undefined) return ''
  if (name === '') return figures
  if (room.height >= 2 * TILE_LINE) {
    const first = [name, short].find(fits) ?? cut(short, fits)
    return first === '' ? figures : first.endsWith('…') ? `${figures}\n${first}` : `${first}\n${figures}`
  }
  const rest = cut(short, (text) => fits(line(figures, text)))
  return line(figures, rest)
}

/** As many letters of a name as fit, with a sign that some are missing; empty where they would be too few. */
function cut(name: string, fits: (text: string) => boolean): string {
  const letters = Array.from(name)
  let most = letters.length - 1
  let least = FEWEST_LETTERS
  if (most < least || !fits(`${letters.slice(0, least).join('')}…`)) return ''
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    if (fits(`${letters.slice(0, middle).join('')}…`)) least = middle
    else most = middle - 1
  }
  return `${letters.slice(0, least).join('')}…`
}
