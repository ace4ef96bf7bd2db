// The search as a person uses it: the field, what was found, and what is said of it.
import type { Locator, Page } from 'playwright-core'

export class SearchPanel {
  readonly #page: Page
  readonly panel: Locator
  readonly field: Locator
  readonly hits: Locator
  readonly outcome: Locator

  constructor(page: Page) {
    this.#page = page
    this.panel = page.getByTestId('search')
    this.field = page.getByTestId('search-text')
    this.hits = page.getByTestId('hit')
    this.outcome = page.getByTestId('search-outcome')
  }

  /** Opens it by the keyboard and writes what to look for. */
  async look(text: string): Promise<void> {
    await this.#page.keyboard.press('Control+f')
    await this.field.fill(text)
  }

  /** The hit with this seq in its room. */
  hit(seq: number): Locator {
    return this.#page.locator(`[data-testid=hit][data-seq="${seq}"]`)
  }

  /** Looks in all rooms. */
  async everywhere(): Promise<void> {
    await this.panel.getByText('모든 방').click()
  }
}
