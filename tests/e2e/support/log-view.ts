// The conversation's scrolling: where it stands, what is in view, and older pages that come when the test says so.
import type { Route } from 'playwright-core'
import type { ChatPage } from './chat-page.ts'

/** Of the scroller's element. */
interface Scrolled {
  scrollTop: number
  scrollHeight: number
  clientHeight: number
}

interface Placed {
  dataset: { seq?: string }
  getBoundingClientRect(): { top: number; bottom: number }
}

export class LogView {
  readonly #chat: ChatPage

  constructor(chat: ChatPage) {
    this.#chat = chat
  }

  /** Pixels between what is in view and the end. */
  fromEnd(): Promise<number> {
    return this.#chat.log.evaluate((log: Scrolled) => log.scrollHeight - log.clientHeight - log.scrollTop)
  }

  height(): Promise<number> {
    return this.#chat.log.evaluate((log: Scrolled) => log.scrollHeight)
  }

  /** Turns the mouse's wheel over the conversation; negative is up, in pixels. */
  async wheel(pixels: number): Promise<void> {
    await this.#chat.log.hover()
    await this.#chat.page.mouse.wheel(0, pixels)
  }

  /** Goes to the upper end of what is there. */
  async toTop(): Promise<void> {
    await this.#chat.log.evaluate((log: Scrolled) => void (log.scrollTop = 0))
  }

  /** The seq of the message that stands whole and highest in view. */
  async topSeq(): Promise<number> {
    const box = await this.#chat.log.boundingBox()
    const rows = await this.#chat.log
      .getByTestId('message')
      .evaluateAll((all: Placed[]) =>
        all.map((row) => ({ seq: Number(row.dataset.seq), top: row.getBoundingClientRect().top })),
      )
    const first = rows.find(({ top }) => top >= (box?.y ?? 0))
    if (first === undefined) throw new Error('No message is in view.')
    return first.seq
  }

  rowsInPage(): Promise<number> {
    return this.#chat.log.getByTestId('message').count()
  }

  /** Holds back the next older page: `asked` resolves when the page wants it, `give` lets it come. */
  async holdOlder(): Promise<{ asked: Promise<void>; give: () => void }> {
    const asked = Promise.withResolvers<void>()
    const given = Promise.withResolvers<void>()
    const hold = async (route: Route): Promise<void> => {
      asked.resolve()
      await given.promise
      await route.continue()
    }
    await this.#chat.page.route(/\/messages\?.*before=/, hold, { times: 1 })
    return { asked: asked.promise, give: given.resolve }
  }
}
