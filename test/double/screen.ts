import type * as E from 'electron'
import { CoveredEmitter } from './covered.ts'

const BOUNDS = { x: 0, y: 0, width: 1920, height: 1080 }
/** A panel of 40 pixels at the bottom, so that maximized and full screen differ. */
const WORK_AREA = { x: 0, y: 0, width: 1920, height: 1040 }

/** One screen of 1920 × 1080; tests may replace the functions. */
class Screen extends CoveredEmitter {
  getPrimaryDisplay(): Pick<E.Display, 'id' | 'scaleFactor' | 'bounds' | 'workArea' | 'workAreaSize' | 'size'> {
    const { width, height } = WORK_AREA
    return {
      id: 1,
      scaleFactor: 1,
      bounds: { ...BOUNDS },
      size: { width: BOUNDS.width, height: BOUNDS.height },
      workArea: { ...WORK_AREA },
      workAreaSize: { width, height }
    }
  }

  getAllDisplays(): ReturnType<Screen['getPrimaryDisplay']>[] {
    return [this.getPrimaryDisplay()]
  }

  getDisplayMatching(_rectangle: E.Rectangle): ReturnType<Screen['getPrimaryDisplay']> {
    return this.getPrimaryDisplay()
  }

  getDisplayNearestPoint(_point: E.Point): ReturnType<Screen['getPrimaryDisplay']> {
    return this.getPrimaryDisplay()
  }

  getCursorScreenPoint(): E.Point {
    return { x: 0, y: 0 }
  }
}

export const screen = new Screen()
