/** Where the answers of the lessons outlast a reload: the page's own storage, which no host sees. */
export interface AnswerStorage {
  /** What was kept last; null where nothing was, or the browser keeps nothing. */
  read(): string | null
  write(text: string): void
  clear(): void
}

const KEY = 'lesson-answers'

/** A browser may refuse it, or be full: then answers last as long as the page. */
function attempt<Result>(use: () => Result): Result | null {
  try {
    return use()
  } catch {
    return null
  }
}

export const answerStorage: AnswerStorage = {
  read: () => attempt(() => localStorage.getItem(KEY)),
  write: (text) => void attempt(() => localStorage.setItem(KEY, text)),
  clear: () => void attempt(() => localStorage.removeItem(KEY))
}
