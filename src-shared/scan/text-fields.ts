import type { TextColumn } from '../memory/mapping-table.ts'
import { ByteInterner } from './byte-interner.ts'
import type { ColumnRoom } from './column-room.ts'
import { IdColumn } from './id-column.ts'

interface TextField {
  readonly texts: ByteInterner
  readonly ids: IdColumn
}

/** Collects lines of smaps that are neither numbers nor VmFlags (Android's `Name:`), one column for each name. */
export class TextFields {
  readonly #fields = new Map<string, TextField>()
  readonly #most: number
  readonly #room: ColumnRoom

  /** @param most different names; beyond it, and without room, set() refuses, so that hostile input stays cheap */
  constructor(most: number, room: ColumnRoom) {
    this.#room = room
    this.#most = most
  }

  has(name: string): boolean {
    return this.#fields.has(name)
  }

  get isEmpty(): boolean {
    return this.#fields.size === 0
  }

  /** Sets the text from…to of `buffer` for a row. @returns false when there are too many names, or there is no room */
  set(row: number, name: string, buffer: Uint8Array, from: number, to: number): boolean {
    let field = this.#fields.get(name)
    if (field === undefined) {
      if (this.#fields.size >= this.#most) return false
      field = { texts: new ByteInterner(), ids: new IdColumn(this.#room) }
      this.#fields.set(name, field)
    }
    return field.ids.set(row, field.texts.intern(buffer, from, to))
  }

  finish(rowCount: number): TextColumn[] {
    return [...this.#fields].map(([name, { texts, ids }]) => ({
      name,
      texts: texts.toTextList(),
      id: ids.finish(rowCount)
    }))
  }
}
