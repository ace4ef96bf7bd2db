// The chat as a person uses it: rooms, one of them open, what is said in it, and who is there.
import type { Locator, Page } from 'playwright-core'

/** One's own or another's message as it stands in the page. `seq`: null while the host has not brought it. */
export interface SeenMessage {
  seq: number | null
  text: string
  /** Of an own message that is on its way; `kept` from then on, and for those of others. */
  state: string
}

/** What is read of a row's element. */
interface MessageElement {
  dataset: { seq?: string; state?: string }
  querySelector(selector: string): { textContent: string } | null
}

export class ChatPage {
  readonly page: Page
  readonly log: Locator
  readonly composer: Locator
  readonly banner: Locator
  readonly title: Locator
  readonly people: Locator
  readonly notices: Locator
  readonly newest: Locator
  readonly unreadLine: Locator

  constructor(page: Page) {
    this.page = page
    this.log = page.getByTestId('log')
    this.composer = page.getByTestId('composer')
    this.banner = page.getByTestId('banner')
    this.title = page.getByTestId('room-title')
    this.people = page.getByTestId('people').getByTestId('person')
    this.notices = page.getByTestId('notice')
    this.newest = page.getByTestId('newest')
    this.unreadLine = this.log.getByTestId('unread-line')
  }

  /** Resolves when the connection is in this state. */
  async link(state: 'online' | 'waiting'): Promise<void> {
    await this.page.locator(`[data-testid=banner][data-link=${state}]`).waitFor({ state: 'attached' })
  }

  async online(): Promise<void> {
    await this.link('online')
  }

  /** Makes a room and is in it. */
  async makeRoom(name: string): Promise<void> {
    await this.page.getByTestId('new-room').click()
    await this.page.getByTestId('room-name').fill(name)
    await this.page.getByTestId('create-room').click()
    await this.#opened(name)
    // Until it has gone it holds the keyboard, and what one writes is written nowhere.
    await this.page.getByTestId('new-room-dialog').waitFor({ state: 'detached' })
    await this.composer.waitFor()
  }

  /** Opens a room of the list, without entering it. */
  async openRoom(name: string): Promise<void> {
    await this.room(name).click()
    await this.#opened(name)
  }

  /** Opens a room of the list and becomes a member. */
  async enterRoom(name: string): Promise<void> {
    await this.openRoom(name)
    await this.page.getByTestId('enter-room').click()
    await this.composer.waitFor()
  }

  async leaveRoom(): Promise<void> {
    await this.page.getByTestId('leave-room').click()
    await this.page.getByTestId('confirm').locator('button.danger').click()
    await this.page.getByTestId('enter-room').waitFor()
  }

  /** Writes the text, each line break by Shift+Enter, and sends it by Enter. */
  async say(text: string): Promise<void> {
    await this.composer.focus()
    for (const [at, line] of text.split('\n').entries()) {
      if (at > 0) await this.page.keyboard.press('Shift+Enter')
      await this.page.keyboard.insertText(line)
    }
    await this.page.keyboard.press('Enter')
  }

  room(name: string): Locator {
    return this.page.getByTestId('room').filter({ hasText: name })
  }

  /** The rows of messages with this text. */
  message(text: string): Locator {
    // Not the sender's name, which is there for screen readers.
    const said = this.page.locator('.bubble').getByText(text, { exact: true })
    return this.log.getByTestId('message').filter({ has: said })
  }

  /** The messages that stand in the page, from top to bottom. */
  messages(): Promise<SeenMessage[]> {
    return this.log.getByTestId('message').evaluateAll((rows: MessageElement[]) =>
      rows.map((row) => ({
        seq: row.dataset.seq === undefined ? null : Number(row.dataset.seq),
        text: row.querySelector('.text')?.textContent ?? '',
        state: row.dataset.state ?? '',
      })),
    )
  }

  /** The texts of those messages. */
  async texts(): Promise<string[]> {
    return (await this.messages()).map(({ text }) => text)
  }

  async #opened(name: string): Promise<void> {
    await this.title.filter({ hasText: name }).waitFor()
    await this.log.waitFor()
  }
}
