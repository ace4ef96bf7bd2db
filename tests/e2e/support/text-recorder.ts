// Notes where a message's text stands on the screen, frame by frame, so that a jump shows even where it lasts for one frame only.
import type { Page } from 'playwright-core'

/** Frames that still count after the change, because rows are measured when they have been drawn. */
const FRAMES_AFTER = 12

export class TextRecorder {
  readonly #page: Page

  private constructor(page: Page) {
    this.#page = page
  }

  /**
   * Begins to note the place of the message with this seq. It is the text's, because the row itself grows upwards and shrinks
   * by its sender's name, which stands only above the first message of a run. One recorder a page at a time.
   */
  static async start(page: Page, seq: number): Promise<TextRecorder> {
    // A task after the frame sees what was painted; the frame's own callback would still see what was there before.
    await page.evaluate(`{
      const places = (window.textPlaces = [])
      const note = () => {
        if (window.textPlaces !== places) return
        const text = document.querySelector('[data-testid=message][data-seq="${seq}"] .text')
        places.push(text === null ? null : text.getBoundingClientRect().top)
        requestAnimationFrame(() => setTimeout(note))
      }
      note()
    }`)
    return new TextRecorder(page)
  }

  /** Resolves some frames later with how far it moved meanwhile, in pixels; Infinity where it was gone. */
  async movement(): Promise<number> {
    const places = await this.#page.evaluate<(number | null)[]>(`new Promise((resolve) => {
      const places = window.textPlaces
      const enough = places.length + ${FRAMES_AFTER}
      const look = () => {
        if (places.length < enough) return requestAnimationFrame(look)
        delete window.textPlaces
        resolve(places)
      }
      look()
    })`)
    const seen = places.filter((place) => place !== null)
    return seen.length < places.length ? Infinity : Math.max(...seen) - Math.min(...seen)
  }
}
