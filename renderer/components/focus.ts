// Where the keyboard goes on when what had it is gone: back where it was, else where one writes or enters.
import { tick } from 'svelte'

/** Goes to the open room's place to write, or to its button to enter; nowhere where no room is open. */
export function focusHome(): void {
  document.querySelector<HTMLElement>('[data-focus-home]')?.focus()
}

/** Gives the keyboard to `last` where nothing else has it, and goes home where `last` is gone. */
export function giveFocusBack(last: Element | null): void {
  if (isLost() && last instanceof HTMLElement) last.focus()
  focusHomeIfLost()
}

/** Goes home if, once the page is as it will be, nothing has the keyboard. */
export function focusHomeIfLost(): void {
  void tick().then(() => isLost() && focusHome())
}

/** Goes, once the page is as it will be, to the form's first field that has something wrong; nowhere where none has. */
export function focusFault(form: HTMLElement): void {
  void tick().then(() => form.querySelector<HTMLElement>('[aria-invalid]')?.focus())
}

/** Nothing has the keyboard, or only what cannot be used any more. */
export function isLost(): boolean {
  const { activeElement } = document
  return activeElement === null || activeElement === document.body || activeElement.matches(':disabled')
}

/** Somebody is at something beside the conversation that keeps the keyboard while other rooms are opened from it. */
export function isKept(): boolean {
  return document.activeElement?.closest('[data-keeps-focus]') instanceof HTMLElement
}
