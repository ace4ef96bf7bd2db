// HTML put together so that nothing which people wrote can ever be taken for a part of it.
import { escapeHtml } from '../../../protocol/html.ts'

/** A piece of HTML that is whole and harmless. Made by `markup` alone. */
export class Markup {
  readonly html: string
  constructor(html: string) {
    this.html = html
  }
}

/** A template's HTML, with every text in it escaped and every piece of HTML as it is. Holds in elements and in quoted attributes. */
export function markup(html: TemplateStringsArray, ...values: readonly (string | Markup)[]): Markup {
  const parts = values.map((value) => (typeof value === 'string' ? escaped(value) : value.html))
  return new Markup(String.raw({ raw: html }, ...parts))
}

/** Controls cannot stand in HTML (HTML §13.2.3.5): each is shown by its picture (Unicode, Control Pictures), or as unreadable. */
function escaped(text: string): string {
  return escapeHtml(text.toWellFormed()).replace(/[^\P{Cc}\t\n]/gu, (control) =>
    pictureOf(control.charCodeAt(0)),
  )
}

function pictureOf(control: number): string {
  if (control === 0x7f) return '\u2421'
  return control < 0x20 ? String.fromCharCode(0x2400 + control) : '\uFFFD'
}
