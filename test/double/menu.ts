import type * as E from 'electron'
import { BrowserWindow } from './browser-window.ts'
import { CoveredEmitter } from './covered.ts'
import { roleOf } from './menu-roles.ts'
import { record } from './recorded.ts'

type Options = E.MenuItemConstructorOptions

/** A menu item. A test chooses it with `menu.getMenuItemById(id).click()`; its accelerator is only text here. */
export class MenuItem {
  readonly id: string | undefined
  label: string
  readonly type: NonNullable<Options['type']>
  readonly role: Options['role']
  readonly accelerator: string | null
  readonly submenu: Menu | null
  sublabel: string
  toolTip: string
  enabled: boolean
  visible: boolean
  /** Set by the menu that holds it; its radio group is found there. */
  menu: Menu | null = null
  readonly click: (event?: unknown, window?: BrowserWindow | null, contents?: unknown) => void
  #isChecked: boolean

  constructor(options: Options) {
    const role = options.role === undefined ? null : roleOf(options.role)
    if (options.label === undefined && role === null && options.type === undefined) {
      throw new Error('Invalid template for MenuItem: must have at least one of label, role or type')
    }
    for (const key of ['before', 'after', 'beforeGroupContaining', 'afterGroupContaining'] as const) {
      if (options[key] !== undefined) throw new Error(`MenuItem.${key} is not in the electron double`)
    }
    this.id = options.id
    this.type = options.type ?? (options.submenu === undefined ? 'normal' : 'submenu')
    this.role = options.role
    this.label = options.label ?? role?.text ?? ''
    this.sublabel = options.sublabel ?? ''
    this.toolTip = options.toolTip ?? ''
    this.accelerator = options.accelerator ?? role?.accelerator ?? null
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.#isChecked = options.checked ?? false
    this.submenu = Array.isArray(options.submenu)
      ? Menu.buildFromTemplate(options.submenu)
      : ((options.submenu ?? null) as Menu | null)
    if (this.type === 'submenu' && this.submenu === null) throw new Error('Invalid submenu')
    this.click = (event = {}, window = BrowserWindow.getFocusedWindow()) => {
      if (this.type === 'checkbox' || this.type === 'radio') this.checked = this.type === 'radio' || !this.checked
      if (role !== null) role.run(window)
      else options.click?.(this as never, window as never, event as never)
    }
  }

  get checked(): boolean {
    return this.#isChecked
  }

  set checked(isChecked: boolean) {
    this.#isChecked = isChecked
    if (isChecked && this.type === 'radio')
      for (const other of this.menu?.radioGroupOf(this) ?? []) other.#isChecked = other === this
  }
}

let applicationMenu: Menu | null = null

export class Menu extends CoveredEmitter {
  readonly items: MenuItem[] = []

  static buildFromTemplate(template: (Options | MenuItem | E.MenuItem)[]): Menu {
    const menu = new Menu()
    for (const item of template) menu.append(item instanceof MenuItem ? item : new MenuItem(item as Options))
    return menu
  }

  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu
  }

  append(item: MenuItem): void {
    this.insert(this.items.length, item)
  }

  insert(position: number, item: MenuItem): void {
    item.menu = this
    this.items.splice(position, 0, item)
  }

  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found) return found
    }
    return null
  }

  /** Radio items next to each other form a group. */
  radioGroupOf(item: MenuItem): MenuItem[] {
    const at = this.items.indexOf(item)
    let from = at
    let to = at
    while (this.items[from - 1]?.type === 'radio') from--
    while (this.items[to + 1]?.type === 'radio') to++
    return this.items.slice(from, to + 1)
  }

  /** Shows nothing; a test finds the menu in `electron.double.calls` and clicks its items. */
  popup(options: unknown = {}): void {
    record('menu.popup', this, options)
    this.emit('menu-will-show', {})
  }

  closePopup(): void {
    this.emit('menu-will-close', {})
  }
}
