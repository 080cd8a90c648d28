import type * as E from 'electron'
import { covered } from './covered.ts'
import { originOf } from './page-address.ts'

/** The top frame of a page, as the main process sees it. @param urlOf the page's address now */
export const mainFrameOf = (id: number, urlOf: () => string) =>
  covered('WebFrameMain', {
    routingId: 1,
    processId: id,
    frameTreeNodeId: id,
    parent: null,
    name: '',
    get url() {
      return urlOf()
    },
    get origin() {
      return originOf(urlOf())
    }
  } satisfies Partial<E.WebFrameMain>)
