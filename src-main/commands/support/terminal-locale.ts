/** Language of the lessons' texts in a terminal: Chinese when the environment asks for it (locale(7)), else English. */
export function localeOf(environment: NodeJS.ProcessEnv): 'en' | 'zh-CN' {
  const name = environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG'] || ''
  return name.startsWith('zh') ? 'zh-CN' : 'en'
}
