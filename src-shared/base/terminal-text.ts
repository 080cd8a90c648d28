import { visibleText } from './visible-text.ts'

/**
 * Text that may go to a terminal: nothing in it that came from outside can steer the terminal, end the line or pass for other
 * text. Only this file makes it, so that the type of an output's door is enough to keep raw text out.
 */
export class TerminalText {
  readonly text: string

  private constructor(text: string) {
    this.text = text
  }

  /** Our own words between what is put in; see `shown`. */
  static of(words: readonly string[], values: readonly Shown[]): TerminalText {
    const parts = words.map((word, index) => (index === 0 ? word : textOf(values[index - 1]!) + word))
    return new TerminalText(parts.join(''))
  }

  /** Texts one after the other. */
  static joined(texts: readonly TerminalText[], between = ''): TerminalText {
    return new TerminalText(texts.map(({ text }) => text).join(between))
  }

  /** A line padded with blanks to `width` characters. */
  padEnd(width: number): TerminalText {
    return new TerminalText(this.text.padEnd(width))
  }

  /** Whole lines of another program's format, whose line ends and tabs are its own; all other controls are made visible. */
  static ofLines(text: string): TerminalText {
    const lines = text.split('\n').map((line) => line.replace(/\r$/, '').split('\t').map(visibleText).join('\t'))
    return new TerminalText(lines.join('\n'))
  }
}

/** What may be put into a text: strings are untrusted and are made visible. */
export type Shown = string | number | TerminalText

const textOf = (value: Shown): string =>
  value instanceof TerminalText ? value.text : typeof value === 'number' ? String(value) : visibleText(value)

/** A template of our own words, with untrusted text in it: shown`${file}: there is no such file\n`. */
export const shown = (words: TemplateStringsArray, ...values: readonly Shown[]): TerminalText =>
  TerminalText.of(words, values)
