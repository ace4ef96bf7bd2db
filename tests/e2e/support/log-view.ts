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

  /** Moves by a pixel and back all the while, as under a hand that does not rest, until the answer is called. */
  async keepMoving(): Promise<() => Promise<void>> {
    const { page } = this.#chat
    await page.evaluate(`{
      const log = document.querySelector('[data-testid=log]')
      let step = -1
      window.moving = setInterval(() => (log.scrollTop += step = -step), 40)
    }`)
    return () => page.evaluate('clearInterval(window.moving)')
  }

  /** The seq of the message that stands whole and highest in view. */
  async topSeq(): Promise<number> {
    return (await this.#inView())[0]?.seq ?? NaN
  }

  /** That of the lowest one that stands whole in view. */
  async bottomSeq(): Promise<number> {
    return (await this.#inView()).at(-1)?.seq ?? NaN
  }

  /** Where the text of a message stands on the screen, in pixels; NaN where it is not there. */
  async topOf(seq: number): Promise<number> {
    const text = this.#chat.log.locator(`[data-testid=message][data-seq="${seq}"] .text`)
    return (await text.boundingBox())?.y ?? NaN
  }

  /** Pixels from the top of the view to the line above what is new. */
  async lineFromTop(): Promise<number> {
    const [log, line] = [await this.#chat.log.boundingBox(), await this.#chat.unreadLine.boundingBox()]
    return (line?.y ?? NaN) - (log?.y ?? NaN)
  }

  /** The seq of the message right under that line. */
  async underLine(): Promise<number> {
    const row = this.#chat.log.locator('[data-testid=unread-line] + [data-testid=message]')
    return Number(await row.getAttribute('data-seq'))
  }

  async #inView(): Promise<{ seq: number }[]> {
    const box = await this.#chat.log.boundingBox()
    const [above, below] = [box?.y ?? 0, (box?.y ?? 0) + (box?.height ?? 0)]
    const rows = await this.#chat.log.getByTestId('message').evaluateAll((all: Placed[]) =>
      all.map((row) => {
        const { top, bottom } = row.getBoundingClientRect()
        return { seq: Number(row.dataset.seq), top, bottom }
      }),
    )
    const shown = rows.filter(({ top, bottom }) => top >= above && bottom <= below)
    if (shown.length === 0) throw new Error('No message is in view.')
    return shown
  }

  rowsInPage(): Promise<number> {
    return this.#chat.log.getByTestId('message').count()
  }

  /** Holds back the next page that is `before` or `after` what is there: `asked` resolves when it is wanted, `give` lets it come. */
  async holdPage(where: 'before' | 'after'): Promise<{ asked: Promise<void>; give: () => void }> {
    const asked = Promise.withResolvers<void>()
    const given = Promise.withResolvers<void>()
    const hold = async (route: Route): Promise<void> => {
      asked.resolve()
      await given.promise
      await route.continue()
    }
    await this.#chat.page.route(new RegExp(`/messages\\?.*${where}=`), hold, { times: 1 })
    return { asked: asked.promise, give: given.resolve }
  }
}
