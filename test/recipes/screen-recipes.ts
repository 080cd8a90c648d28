import { readFileSync } from 'node:fs'
import { before, both, type Recipe } from './recipe.ts'

const FIRST_LESSON = 'src-shared/lesson/lessons/01-address-space'
const LESSON = readFileSync(`${FIRST_LESSON}/lesson.ts`, 'utf8')
const RECORDING = readFileSync(`${FIRST_LESSON}/recording.json`, 'utf8')

/** What is on the screen, said and asked for. */
export const SCREEN_RECIPES: readonly Recipe[] = [
  {
    name: 'a view',
    most: 2,
    files: {
      'src-renderer/views/recipe/RecipeView.vue': `<script setup lang="ts">
import { useCaptureStore } from '../../stores/capture-store.ts'
const captures = useCaptureStore()
</script>

<template>
  <p>{{ captures.current?.table.rowCount }}</p>
</template>
`,
      'src-renderer/views.ts': before(
        /\n\]\n$/,
        `,
  {
    id: 'recipe',
    titleKey: 'treemap.label',
    slot: 'picture',
    component: defineAsyncComponent(() => import('./views/recipe/RecipeView.vue')),
    needs: null
  }`
      )
    },
    proof: {
      path: 'src-renderer/recipe-view.test.ts',
      text: `import { expect, it } from 'vitest'
import { VIEWS } from './views.ts'
it('stands in its slot', () => {
  expect(VIEWS.filter(({ slot }) => slot === 'picture').map(({ id }) => id)).toContain('recipe')
})
`
    }
  },
  {
    name: 'a dialog',
    most: 2,
    files: {
      'src-renderer/views/recipe/RecipeDialog.vue': `<script setup lang="ts">
import ModalDialog from '../../components/ModalDialog.vue'
const isOpen = defineModel<boolean>({ required: true })
</script>

<template>
  <ModalDialog v-model="isOpen" title="Recipe" text="" close="Close"><p>how</p></ModalDialog>
</template>
`,
      'src-renderer/dialogs.ts': both(
        before('import SettingsDialog', "import RecipeDialog from './views/recipe/RecipeDialog.vue'\n"),
        before("  { id: 'export'", "  { id: 'recipe', component: RecipeDialog, command: 'showMachine' },\n")
      )
    },
    proof: {
      path: 'src-renderer/recipe-dialog.test.ts',
      text: `import { mount } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { expect, it } from 'vitest'
import { nextTick } from 'vue'
import { DIALOGS } from './dialogs.ts'
import RecipeDialog from './views/recipe/RecipeDialog.vue'
it('is one of the window and opens', async () => {
  expect(DIALOGS.map(({ component }) => component)).toContain(RecipeDialog)
  mount(RecipeDialog, { props: { modelValue: true }, global: { plugins: [createPinia()] }, attachTo: document.body })
  await nextTick()
  expect(document.body.textContent).toContain('how')
})
`
    }
  },
  {
    name: 'a setting',
    most: 1,
    files: {
      'src-shared/contract/settings.ts': before(
        '  metric: setting(',
        `  isRecipe: setting(v.boolean(), false, {
    label: 'shell.settings.title',
    options: 'on-off',
    choices: '',
    hint: null,
    needs: null
  }),
`
      )
    },
    proof: {
      path: 'src-renderer/stores/recipe-setting.test.ts',
      text: `import { createPinia, setActivePinia } from 'pinia'
import { expect, it } from 'vitest'
import { applySettings, currentSettings } from '../tasks/settings.ts'
import { usePreferencesStore } from './preferences-store.ts'
it('is kept, checked and stored', () => {
  setActivePinia(createPinia())
  applySettings({ isRecipe: true })
  expect(usePreferencesStore().isRecipe).toBe(true)
  applySettings({ isRecipe: 'perhaps' })
  expect(currentSettings()).toMatchObject({ isRecipe: true })
})
`
    }
  },
  {
    name: 'a command',
    most: 2,
    files: {
      'src-main/commands/recipe.ts': `import { shown } from '#shared/base/terminal-text.ts'
import type { RunCommand } from './command.ts'

export const recipe: RunCommand = async (_args, io) => {
  io.stdout.print(shown\`done\\n\`)
  return 0
}
`,
      'src-main/commands/index.ts': before(
        "  {\n    name: 'export'",
        `  {
    name: 'recipe',
    usage: 'recipe',
    summary: 'says that it is done',
    options: [],
    load: async () => (await import('./recipe.ts')).recipe
  },
`
      )
    },
    proof: {
      path: 'src-main/commands/recipe.test.ts',
      text: `import { expect, it } from 'vitest'
import { COMMANDS } from './index.ts'
it('is listed', () => {
  expect(COMMANDS.map(({ name }) => name)).toContain('recipe')
})
`
    }
  },
  {
    name: 'a method of the host',
    most: 4,
    leads: 'src-shared/contract/host.ts',
    files: {
      'src-shared/contract/host.ts': before(
        '  /** Stops the long work',
        '  countOf(process: ProcessKey): Promise<number>\n'
      ),
      'src-shared/contract/host-methods.ts': both(
        before('  cancel: v.', '  countOf: v.strictTuple([processKey]),\n'),
        before("  cancel: 'host'", "  countOf: 'source',\n")
      ),
      'src-main/services/host-services.ts': before('    cancel: async', '    countOf: async ({ pid }) => pid,\n'),
      'src-renderer/connection/source-switch.ts': before(
        '    takeSnapshot:',
        '    countOf: () => Promise.resolve(0),\n'
      )
    },
    proof: null
  },
  {
    name: 'a lesson',
    // Its one folder: the lesson and its recording.
    most: 2,
    files: {
      'src-shared/lesson/lessons/99-recipe/lesson.ts': LESSON.replace("id: 'address-space'", "id: 'recipe'"),
      'src-shared/lesson/lessons/99-recipe/recording.json': RECORDING
    },
    proof: {
      path: 'src-shared/lesson/recipe-lesson.test.ts',
      text: `import { expect, it } from 'vitest'
import { LESSONS, lessonFolder } from './lessons.ts'
it('is the last of the lessons', () => {
  expect(LESSONS.at(-1)?.id).toBe('recipe')
  expect(lessonFolder('recipe')).toBe('99-recipe')
})
`
    }
  },
  {
    name: 'a language',
    most: 4,
    leads: 'src-shared/contract/settings.ts',
    files: {
      'src-shared/contract/settings.ts': (text) =>
        text.replace("['en', 'zh-CN'] as const", "['en', 'zh-CN', 'de'] as const"),
      'src-renderer/locales/de.ts': `import { en } from './en.ts'

/** Texts that are translated are here instead. */
export const de: typeof en = { ...en, shell: { ...en.shell, dismiss: 'Weg damit' } }
`,
      'src-renderer/locales/i18n.ts': both(
        before('import { en }', "import { de } from './de.ts'\n"),
        before("'zh-CN': DATES", 'de: DATES, '),
        before("'zh-CN': zhCN", 'de, ')
      ),
      'src-main/shell/menu-words.ts': before(/ {2}'zh-CN': \{/, "  de: { ...ENGLISH, file: '&Datei' },\n"),
      'src-renderer/views/shell/SettingsDialog.vue': before("'zh-CN': '简体中文'", "de: 'Deutsch', ")
    },
    proof: {
      path: 'src-renderer/recipe-language.test.ts',
      text: `import { expect, it } from 'vitest'
import { MENU_WORDS } from '#main/shell/menu-words.ts'
import { i18n } from './locales/i18n.ts'
it('is spoken by the page and the menus', () => {
  expect(i18n.global.availableLocales).toContain('de')
  expect(MENU_WORDS.de.file).toBe('&Datei')
})
`
    }
  }
]
