import { isKernelName, isSystemPath } from './public-names.ts'
import type { RedactionChoice, Replacement } from './redaction.ts'

const DELETED = ' (deleted)'
const MODULE = /\.so(?:\.[\w.]{1,20})?$/
/** A user's own folder; what follows it is a user's name. */
const HOME = /(\/(?:home|Users|var\/home|export\/home)\/)([^/\s]+)/g

/** People and machines whose names are to be left out of every text. */
export interface Secrets {
  readonly users: readonly string[]
  readonly hosts: readonly string[]
}

/** Shorter names occur in too many other words to be taken out of their middle. */
const SUREST = 4

/** Where a name is found: anywhere in a text, or in a short one's case as a word of its own. */
function occurrences(name: string): RegExp {
  const escaped = name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  return new RegExp(name.length < SUREST ? `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])` : escaped, 'gui')
}

/**
 * Gives names that are to be left out other names: the same one for the same thing, in all captures that it is used for,
 * so that what belongs together still does.
 */
export class NameRedactor {
  readonly #choice: RedactionChoice
  readonly #words: readonly (readonly [RegExp, string, Replacement['what']])[]
  readonly #aliases = new Map<string, string>()
  readonly #homes = new Map<string, string>()
  readonly #counts = new Map<string, number>()
  readonly replacements: Replacement[] = []

  constructor(choice: RedactionChoice, secrets: Secrets) {
    this.#choice = choice
    const users = choice.users ? [...new Set(secrets.users)].filter((name) => name !== 'root' && name.length > 1) : []
    const hosts = choice.host ? [...new Set(secrets.hosts)].filter((name) => name.length > 1) : []
    this.#words = [
      ...users.map((name, index) => [occurrences(name), `user-${index + 1}`, 'users'] as const),
      ...hosts.map((name, index) => [occurrences(name), `host-${index + 1}`, 'host'] as const)
    ]
  }

  /** Another name for the name of a mapping; the same text where nothing in it is to be left out. */
  mappingName(name: string): string {
    if (isKernelName(name)) return name
    if (this.#choice.paths === 'none') return this.words(name)
    const isDeleted = name.endsWith(DELETED)
    const plain = isDeleted ? name.slice(0, -DELETED.length) : name
    if (this.#choice.paths === 'own' && isSystemPath(plain)) return this.words(name)
    return this.#alias(plain, this.#shapeOf(plain)) + (isDeleted ? DELETED : '')
  }

  /** A text written by a person, without the names of people, machines and folders. */
  text(text: string): string {
    if (this.#choice.paths === 'none') return this.words(text)
    const parts = text.split(/(\s+|=|,|:(?=\/))/)
    return parts.map((part) => (part.includes('/') ? this.#pathIn(part) : this.words(part))).join('')
  }

  /** The same text without the names of users and hosts. */
  words(text: string): string {
    let kept = text
    for (const [pattern, to, what] of this.#words) {
      const next = kept.replaceAll(pattern, to)
      if (next !== kept) this.#note(what, kept, next)
      kept = next
    }
    if (!this.#choice.users) return kept
    return kept.replaceAll(HOME, (_, folder: string, user: string) => folder + this.#userOf(user))
  }

  #pathIn(part: string): string {
    const isKept = this.#choice.paths === 'own' && isSystemPath(part)
    return isKept ? this.words(part) : this.#alias(part, this.#shapeOf(part.startsWith('/') ? part : `/${part}`))
  }

  #userOf(user: string): string {
    if (/^user-\d+$/.test(user)) return user
    const known = this.#homes.get(user)
    if (known !== undefined) return known
    const alias = `user-${this.#next('user', this.#words.length + 1)}`
    this.#homes.set(user, alias)
    this.#note('users', user, alias)
    return alias
  }

  /** What a made-up name looks like, so that it still shows what kind of thing it replaces. */
  #shapeOf(name: string): (number: number) => string {
    if (name.startsWith('/memfd:')) return (number) => `/memfd:name-${number}`
    if (name.startsWith('/SYSV')) return (number) => `/SYSV${number.toString(16).padStart(8, '0')}`
    if (name.startsWith('/dev/shm/')) return (number) => `/dev/shm/name-${number}`
    if (name.startsWith('/dev/hugepages/')) return (number) => `/dev/hugepages/name-${number}`
    if (name.startsWith('/dmabuf:')) return (number) => `/dmabuf:name-${number}`
    if (name.startsWith('/dev/')) return (number) => `/dev/name-${number}`
    if (name.startsWith('[anon:')) return (number) => `[anon:name-${number}]`
    if (name.startsWith('[anon_shmem:')) return (number) => `[anon_shmem:name-${number}]`
    if (name.startsWith('[')) return (number) => `[name-${number}]`
    if (name.startsWith('socket:')) return (number) => `socket:[${number}]`
    if (name.startsWith('anon_inode:')) return (number) => `anon_inode:name-${number}`
    return (number) => `/redacted/file-${number}${MODULE.test(name) ? '.so' : ''}`
  }

  #alias(name: string, shape: (number: number) => string): string {
    const known = this.#aliases.get(name)
    if (known !== undefined) return known
    const alias = shape(this.#next(shape(0).replace(MODULE, ''), 1))
    this.#aliases.set(name, alias)
    this.#note('paths', name, alias)
    return alias
  }

  #next(kind: string, first: number): number {
    const number = this.#counts.get(kind) ?? first
    this.#counts.set(kind, number + 1)
    return number
  }

  #note(what: Replacement['what'], from: string, to: string): void {
    this.replacements.push({ what, from, to })
  }
}
