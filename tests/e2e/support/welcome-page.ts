// The first page as somebody in a plain browser uses it.
import type { Locator, Page } from 'playwright-core'
import { ChatPage } from './chat-page.ts'

export class WelcomePage {
  readonly page: Page
  readonly nickname: Locator
  readonly password: Locator
  readonly login: Locator
  readonly accountPassword: Locator
  /** Why it did not work; empty where nothing went wrong. */
  readonly fault: Locator
  readonly enter: Locator

  constructor(page: Page) {
    this.page = page
    this.nickname = page.getByTestId('nickname')
    this.password = page.getByTestId('password')
    this.login = page.getByTestId('login')
    this.accountPassword = page.getByTestId('account-password')
    this.fault = page.locator('[data-testid=fault]:not([data-code=""])')
    this.enter = page.getByTestId('enter-host')
  }

  /** The page at `address`, once it knows what host it belongs to. */
  static async open(page: Page, address: string): Promise<WelcomePage> {
    await page.goto(address)
    const welcome = new WelcomePage(page)
    await welcome.enter.and(page.locator(':enabled')).waitFor()
    return welcome
  }

  /** Turns to another way in. */
  async choose(way: 'guest' | 'login' | 'signup'): Promise<void> {
    await this.page.locator('label', { has: this.page.getByTestId(`way-${way}`) }).click()
  }

  /** Tries to come in with this account, by the way that was chosen. */
  async tryWith(login: string, password: string): Promise<void> {
    await this.login.fill(login)
    await this.accountPassword.fill(password)
    await this.enter.click()
  }

  /** Tries to come in under this name. */
  async tryAs(nickname: string): Promise<void> {
    await this.nickname.fill(nickname)
    await this.enter.click()
  }
}

/** Comes in at `address` as a new person, to where the host's rooms are. */
export async function arrive(page: Page, address: string, nickname: string): Promise<ChatPage> {
  const welcome = await WelcomePage.open(page, address)
  await welcome.tryAs(nickname)
  const chat = new ChatPage(page)
  await chat.online()
  return chat
}
