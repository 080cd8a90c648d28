import { createPinia, setActivePinia } from 'pinia'
import { createApp } from 'vue'
import { failureOf } from '#shared/contract/failure.ts'
import App from './App.vue'
import { purposeDictionary } from './components/use-purpose-words.ts'
import { bridgeToNowhere, connectInspector } from './connection/index.ts'
import { reloadWhenThere } from './connection/probe-host.ts'
import { i18n } from './locales/i18n.ts'
import { usePreferencesStore } from './stores/preferences-store.ts'
import './styles/index.css'
import { startTasks, TASKS } from './tasks/index.ts'
import { browserPace } from './tasks/pace.ts'

const pinia = createPinia()
setActivePinia(pinia)
if (navigator.language.startsWith('zh')) usePreferencesStore().locale = 'zh-CN'

const bridge = await connectInspector().catch((error: unknown) => {
  reloadWhenThere()
  return bridgeToNowhere(failureOf(error, 'host'))
})
const tasks = await startTasks(bridge, browserPace, purposeDictionary(i18n.global))
createApp(App).use(pinia).use(i18n).provide(TASKS, tasks).mount('#app')
