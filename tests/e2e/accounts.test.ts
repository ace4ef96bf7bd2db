// Accounts: signing up and logging in on the first page, and what each way in says where it does not work.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { hostForAll, startHost } from '../support/host-process.ts'
import { ChatPage } from './support/chat-page.ts'
import { REFUSED } from './support/faults.ts'
import { arrive, WelcomePage } from './support/welcome-page.ts'
import { describeInChromium, type OpenWindow } from './support/windows.ts'

const PASSWORD = '비밀번호는 길게'

describeInChromium('an account', (open) => {
  const host = hostForAll()

  test('is made on the first page, and lets its owner in elsewhere as the same person', async () => {
    const laptop = await welcomeTo(open, host().http)
    await laptop.choose('signup')
    await laptop.nickname.fill('지민')
    await laptop.tryWith('Jimin', PASSWORD)
    const chat = new ChatPage(laptop.page)
    await chat.makeRoom('공부방')
    await chat.say('노트북에서 써요')
    await chat.message('노트북에서 써요').waitFor()

    const phone = await welcomeTo(open, host().http)
    await phone.choose('login')
    await phone.tryWith('jimin', PASSWORD)
    await phone.page.getByTestId('me').getByText('지민').waitFor()
    await new ChatPage(phone.page).openRoom('공부방')
    await phone.page.locator('[data-testid=message].own', { hasText: '노트북에서 써요' }).waitFor()
  })

  test('says at its fields, which get the keyboard, what cannot be', async () => {
    const welcome = await welcomeTo(open, host().http)
    await welcome.choose('signup')
    await welcome.nickname.fill('서연')
    for (const [login, password, field, says] of [
      ['', PASSWORD, 'login', '아이디를 적어 주세요.'],
      ['서 연', PASSWORD, 'login', '아이디는 띄어쓰기 없이 1~64자로 적어 주세요.'],
      ['seoyeon', '', 'account-password', '비밀번호를 적어 주세요.'],
      ['seoyeon', '일곱글자예요', 'account-password', '비밀번호는 8~128자로 적어 주세요.'],
    ] as const) {
      await welcome.tryWith(login, password)
      await welcome.page.locator(`[data-testid=${field}][aria-invalid=true]:focus`).waitFor()
      await expect.poll(() => welcome.fault.allInnerTexts()).toEqual([says])
    }
  })

  test('cannot have the login of another, and is not come into without its password', async () => {
    const first = await welcomeTo(open, host().http)
    await first.choose('signup')
    await first.nickname.fill('도현')
    await first.tryWith('dohyeon', PASSWORD)
    await new ChatPage(first.page).online()

    const other = await welcomeTo(open, host().http)
    await other.choose('signup')
    await other.nickname.fill('다른 도현')
    await other.tryWith('dohyeon', PASSWORD)
    await other.fault.getByText('이미 있는 아이디예요.').waitFor()
    await other.choose('login')
    expect(await other.fault.count()).toBe(0)
    await other.tryWith('dohyeon', '모르는 비밀번호')
    await other.fault.getByText('아이디나 비밀번호가 맞지 않아요.').waitFor()
  })

  test('is guessed at only so often, and it is said when to go on', async () => {
    const welcome = await welcomeTo(open, host().http)
    await welcome.choose('login')
    for (let count = 0; count < 12 && (await welcome.fault.getByText('초 뒤에').count()) === 0; count += 1) {
      await welcome.tryWith('nobody', `${PASSWORD} ${count}`)
      await welcome.enter.and(welcome.page.locator(':enabled')).waitFor()
    }
    await welcome.fault.getByText(/너무 여러 번 시도했어요\. \d+초 뒤에/).waitFor()
  })

  test('needs the password of a host that has one', async () => {
    const { http } = await startHost('--password', '열려라 참깨')
    const welcome = await welcomeTo(open, http)
    await welcome.choose('signup')
    await welcome.nickname.fill('지민')
    await welcome.tryWith('jimin', PASSWORD)
    await welcome.fault.getByText('비밀번호가 필요해요.').waitFor()
    await welcome.password.fill('열려라 참깨')
    await welcome.enter.click()
    await new ChatPage(welcome.page).online()
  })

  test('is filled in by the keyboard, and its password is shown on request', async () => {
    const welcome = await welcomeTo(open, host().http)
    const { page } = welcome
    await page.locator('[data-testid=nickname]:focus').waitFor()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('ArrowRight')
    await page.locator('[data-testid=way-login]:focus').waitFor()
    await page.keyboard.press('Tab')
    await page.locator('[data-testid=login][autocomplete=username]:focus').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.insertText('보여 주세요')
    await page
      .locator('[data-testid=account-password][type=password][autocomplete=current-password]:focus')
      .waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('[data-testid=account-password][type=text]').waitFor()
    expect(await welcome.accountPassword.inputValue()).toBe('보여 주세요')
  })
})

describeInChromium('who one is', (open) => {
  const host = hostForAll('--admin', 'boss')

  test('a guest makes an account in the settings, and is the same person on another device', async () => {
    const chat = await arrive(await open({ expects: REFUSED }), host().http, '민지')
    await chat.makeRoom('손님방')
    await chat.say('손님일 때 썼어요')
    await chat.page.getByTestId('settings').click()
    await chat.page.getByTestId('make-account').click()
    await keepWith(chat.page, 'minji', '짧아요')
    await chat.page.locator('[data-testid=account-password][aria-invalid=true]:focus').waitFor()
    await keepWith(chat.page, 'minji', PASSWORD)
    await chat.page.getByTestId('who-i-am').getByText('아이디: minji').waitFor()
    expect(await chat.page.getByTestId('make-account').count()).toBe(0)
    await chat.page.keyboard.press('Escape')
    await chat.say('계정이 생겼어요')
    await chat.message('계정이 생겼어요').getByRole('img', { name: '보냈어요' }).waitFor()

    const phone = await welcomeTo(open, host().http)
    await phone.choose('login')
    await phone.tryWith('minji', PASSWORD)
    await new ChatPage(phone.page).openRoom('손님방')
    for (const text of ['손님일 때 썼어요', '계정이 생겼어요'])
      await phone.page.locator('[data-testid=message].own', { hasText: text }).waitFor()
  })

  test('the owner of an account logs out, and only its password lets in again', async () => {
    const welcome = await welcomeTo(open, host().http)
    await welcome.choose('signup')
    await welcome.nickname.fill('하윤')
    await welcome.tryWith('hayun', PASSWORD)
    await new ChatPage(welcome.page).online()
    await welcome.page.getByTestId('settings').click()
    await welcome.page.getByTestId('log-out').click()
    await welcome.enter.waitFor()
    await welcome.page.reload()
    await welcome.tryAs('하윤')
    await welcome.page.getByTestId('settings').click()
    await welcome.page.getByTestId('who-i-am').getByText('손님').waitFor()
  })

  test('a guest who logs out is asked first, because nobody can be them again', async () => {
    const { page } = await arrive(await open({ locale: 'en-US' }), host().http, 'Alex')
    await page.getByTestId('settings').click()
    await page.getByTestId('log-out').click()
    await page.getByTestId('confirm').getByText('cannot come back as the same person').waitFor()
    await page.getByTestId('confirm').getByRole('button', { name: 'Cancel' }).click()
    await page.locator('[data-testid=log-out]:focus').waitFor()
    await page.getByTestId('log-out').click()
    await page.getByTestId('confirm').locator('button.danger').click()
    await page.getByTestId('enter-host').waitFor()
  })

  test('who looks after the host is told so', async () => {
    const welcome = await welcomeTo(open, host().http)
    await welcome.choose('signup')
    await welcome.nickname.fill('관리인')
    await welcome.tryWith('boss', PASSWORD)
    await new ChatPage(welcome.page).online()
    await welcome.page.getByTestId('settings').click()
    await welcome.page.getByTestId('who-i-am').getByText('이곳 관리자').waitFor()
  })
})

/** Tries to make an account in the dialog. */
async function keepWith(page: Page, login: string, password: string): Promise<void> {
  await page.getByTestId('login').fill(login)
  await page.getByTestId('account-password').fill(password)
  await page.getByTestId('keep-me').click()
}

async function welcomeTo(open: OpenWindow, http: string): Promise<WelcomePage> {
  return WelcomePage.open(await open({ expects: REFUSED }), http)
}
