import { useEventListener } from '@vueuse/core'
import { ref, type Ref } from 'vue'
import { isTextField, receivePasted } from './pasted-text.ts'

const PASTED_NAME = 'pasted.txt'

/** Files dropped anywhere on the window, and text pasted where nothing is being typed. Gives whether something hovers. */
export function useIncomingFiles(open: (files: readonly File[]) => void): Ref<boolean> {
  const isHovering = ref(false)
  const hasFiles = (event: DragEvent): boolean =>
    event.dataTransfer?.types.some((type) => type === 'Files' || type === 'text/plain') ?? false

  useEventListener('dragover', (event: DragEvent) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    isHovering.value = true
  })
  useEventListener('dragleave', (event: DragEvent) => {
    if (event.relatedTarget === null) isHovering.value = false
  })
  useEventListener('drop', (event: DragEvent) => {
    isHovering.value = false
    const dropped = event.dataTransfer
    if (dropped === null || !hasFiles(event)) return
    event.preventDefault()
    const text = receivePasted(dropped.getData('text/plain'), PASTED_NAME)
    if (dropped.files.length > 0) open([...dropped.files])
    else if (text !== null) open([text])
  })
  useEventListener('paste', (event: ClipboardEvent) => {
    if (isTextField(event.target)) return
    const files = [...(event.clipboardData?.files ?? [])]
    const text = receivePasted(event.clipboardData?.getData('text/plain') ?? '', PASTED_NAME)
    if (files.length > 0) open(files)
    else if (text !== null) open([text])
  })
  return isHovering
}
