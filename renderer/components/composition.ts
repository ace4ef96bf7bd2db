// Decides what one press of Enter does in a text field where Hangul may be in the making: the press ends the syllable and
// sends the message, exactly once, whichever order the browser tells of it in.

/** What of a keyboard event matters here. */
export interface KeyPress {
  key: string
  code: string
  keyCode: number
  isComposing: boolean
  shiftKey: boolean
  repeat: boolean
}

/**
 * `send`: the text is whole, send it. `send-soon`: call `due` after the events of this press, the text is whole then.
 * `swallow`: this key does nothing more. `pass`: the field's own business. All but `pass` prevent the default.
 */
export type EnterAction = 'send' | 'send-soon' | 'swallow' | 'pass'

/** A key that an input method has taken: Safari says only this after it has ended the composition (UI Events §5.2). */
const TAKEN_BY_INPUT_METHOD = 229

const HANGUL = /^\p{Script=Hangul}+$/u

/**
 * The orders that occur for one press of Enter while "한" is being composed:
 *
 * - Chromium, Korean on macOS and Windows: keydown (composing), compositionend, keydown again (not composing), keyup
 * - Chromium elsewhere: keydown (composing), compositionend, keyup
 * - Safari: compositionend, keydown (229, not composing), keyup
 * - ibus: compositionend, keydown (not composing), keyup
 *
 * In Japanese and Chinese the same press only picks a candidate, so only a composition of Hangul sends.
 */
export class Composition {
  #composing = false
  #text = ''
  /** One press of Enter. `owed`: it shall send when the syllable is whole. `spent`: it has done what it had to do. */
  #press: 'none' | 'owed' | 'spent' = 'none'
  #released = false

  /** A new composition: whatever the last press of Enter was about is over. */
  started(): void {
    this.#composing = true
    this.#text = ''
    this.#press = 'none'
  }

  /** Chromium says the same text once more when it ends; another one means that somebody types on. */
  updated(text: string): void {
    if (this.#released && text !== this.#text) this.#press = 'none'
    this.#text = text
  }

  /** The composition ends with this text. True where the Enter that ended it shall send: call `due` soon. */
  ended(text: string): boolean {
    this.#composing = false
    // Some input methods end with no text although they leave what was composed in the field.
    this.#text = text === '' ? this.#text : text
    if (this.#press === 'owed' && !HANGUL.test(this.#text)) this.#press = 'spent'
    return this.#press === 'owed'
  }

  down(press: KeyPress): EnterAction {
    if (!isEnter(press)) return this.#downOther(press)
    if (press.shiftKey) return 'pass'
    if (press.repeat || this.#press === 'spent') return 'swallow'
    this.#released = false
    if (this.#composing || press.isComposing) return this.#owe()
    if (press.keyCode === TAKEN_BY_INPUT_METHOD) return this.#afterSafari()
    this.#press = 'spent'
    return 'send'
  }

  /** A press that still waits for its syllable keeps waiting: an input method may be slower than a finger. */
  up(press: Pick<KeyPress, 'key' | 'code'>): void {
    if (!isEnter(press)) return
    this.#released = true
    if (this.#press === 'spent') this.#press = 'none'
  }

  /** The field lost the keyboard: whatever is held will not be seen released. */
  left(): void {
    this.#press = 'none'
    this.#composing = false
  }

  /** The events of the press are over. True, once, where it still owes a message and the syllable is whole. */
  due(): boolean {
    if (this.#press !== 'owed' || this.#composing) return false
    this.#press = this.#released ? 'none' : 'spent'
    return true
  }

  /** Whether a line break that is about to be put in comes from an Enter that sends. */
  get breaksNoLine(): boolean {
    return this.#press !== 'none'
  }

  /** Typing on means that Enter did not end the syllable, or is long released. */
  #downOther(press: KeyPress): EnterAction {
    if (this.#released || press.keyCode !== TAKEN_BY_INPUT_METHOD) this.#press = 'none'
    return 'pass'
  }

  #owe(): EnterAction {
    this.#press = 'owed'
    return 'swallow'
  }

  /** The composition is over already; its last text tells whether this Enter picked a candidate or ended a word. */
  #afterSafari(): EnterAction {
    this.#press = HANGUL.test(this.#text) ? 'owed' : 'spent'
    return this.#press === 'owed' ? 'send-soon' : 'swallow'
  }
}

/** Windows calls a key that the input method handles `Process`; only its place on the keyboard tells which it is. */
function isEnter({ key, code }: Pick<KeyPress, 'key' | 'code'>): boolean {
  return key === 'Enter' || (key === 'Process' && (code === 'Enter' || code === 'NumpadEnter'))
}
