// Types Hangul as an input method does it: jamo by jamo through Chromium's own composition (Chrome DevTools Protocol,
// Input domain), with the key events that come with them on each system.
import type { CDPSession, Page } from 'playwright-core'

/**
 * What Chromium tells of one Enter while a syllable is being composed. `once`: the keydown of the input method, the end of
 * the composition. `twice`: then the same Enter again, to the page (Korean on macOS and Windows). `after`: the
 * composition ends first, the page gets the Enter then (ibus).
 */
export type EnterOrder = 'once' | 'twice' | 'after'

/** The virtual key code of a key that an input method handles (UI Events §7.3.1). */
const PROCESS = 229
const SHIFT = 8

const KEYS = { Enter: { code: 13, text: '\r' }, Backspace: { code: 8, text: '' } } as const
type Key = keyof typeof KEYS

export class HangulKeyboard {
  readonly #session: CDPSession
  #composed = ''

  private constructor(session: CDPSession) {
    this.#session = session
  }

  static async on(page: Page): Promise<HangulKeyboard> {
    return new HangulKeyboard(await page.context().newCDPSession(page))
  }

  /** The syllable as it grows or shrinks, one step a key: `['ㅎ', '하', '한']`. */
  async compose(...steps: string[]): Promise<void> {
    for (const step of steps) {
      await this.#processed('', 'KeyR')
      await this.#show(step)
      await this.#released('', 'KeyR')
    }
  }

  /** The first syllable is whole, because a key was pressed that begins the next one. */
  async composeNext(...steps: string[]): Promise<void> {
    await this.#commit()
    await this.compose(...steps)
  }

  /** Backspace takes one jamo off the syllable; `left` is what remains of it, perhaps nothing. */
  async backspace(left: string): Promise<void> {
    await this.#processed('Backspace', 'Backspace')
    await this.#show(left)
    await this.#released('Backspace', 'Backspace')
  }

  /** One press of Enter while a syllable is being composed. */
  async enter(order: EnterOrder): Promise<void> {
    if (order !== 'after') await this.#processed('Enter', 'Enter')
    await this.#commit()
    if (order !== 'once') await this.#pressed('Enter')
    await this.#released('Enter', 'Enter')
  }

  /** Shift+Enter while a syllable is being composed: it ends the syllable, and the page gets the key too. */
  async shiftEnter(): Promise<void> {
    await this.#processed('Enter', 'Enter', SHIFT)
    await this.#commit()
    await this.#pressed('Enter', SHIFT)
    await this.#released('Enter', 'Enter', SHIFT)
  }

  async #show(text: string): Promise<void> {
    this.#composed = text
    const caret = text.length
    await this.#session.send('Input.imeSetComposition', { text, selectionStart: caret, selectionEnd: caret })
  }

  async #commit(): Promise<void> {
    await this.#session.send('Input.insertText', { text: this.#composed })
    this.#composed = ''
  }

  async #processed(key: string, code: string, modifiers = 0): Promise<void> {
    const event = { key, code, modifiers, windowsVirtualKeyCode: PROCESS }
    await this.#session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', ...event })
  }

  async #pressed(key: Key, modifiers = 0): Promise<void> {
    const { code, text } = KEYS[key]
    const event = { key, code: key, text, modifiers, windowsVirtualKeyCode: code }
    await this.#session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event })
  }

  async #released(key: string, code: string, modifiers = 0): Promise<void> {
    await this.#session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, modifiers })
  }
}
