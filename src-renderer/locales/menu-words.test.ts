import { expect, it } from 'vitest'
import { COMMANDS, type CommandId } from '#shared/contract/commands.ts'
import { MENU_WORDS } from '#main/shell/menu-words.ts'
import { command as english } from './en/labels.ts'
import { command as chinese } from './zh-CN/labels.ts'

/** Words that a menu of the desktop leaves out or writes large, and the shorter names that menus have. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/\b(a|an|show or hide the)\b/g, '')
    .replace('显示或隐藏', '')
    .replaceAll(/\s+/g, ' ')
    .trim()

it.each([
  ['en', english],
  ['zh-CN', chinese]
] as const)('the desktop’s menus name a command as the page does: %s', (locale, words) => {
  const names = (of: Readonly<Record<CommandId, string>>): [string, string][] =>
    COMMANDS.map(({ id }) => [id, plain(of[id])])
  expect(names(MENU_WORDS[locale])).toEqual(names(words))
})

it('every word of the menus is in both languages, and each menu has its key', () => {
  const [en, zh] = [MENU_WORDS.en, MENU_WORDS['zh-CN']]
  expect(Object.keys(zh)).toEqual(Object.keys(en))
  for (const words of [en, zh]) {
    expect(Object.values(words).filter((word) => word.trim() === '')).toEqual([])
    const keys = [words.file, words.edit, words.view, words.help].map((word) => /&(\w)/.exec(word)?.[1]?.toLowerCase())
    expect(new Set(keys)).toEqual(new Set(['f', 'e', 'v', 'h']))
  }
})
