// The first page: names that cannot be used, hosts with a password, addresses that were given away, hosts that do not answer.
import { expect, test } from 'vitest'
import { startHost } from '../support/host-process.ts'
import { pretendDesktop } from './support/desktop-double.ts'
import { HOST_AWAY, REFUSED } from './support/faults.ts'
import { arrive, WelcomePage } from './support/welcome-page.ts'
import { describeInChromium, GUEST_NAME } from './support/windows.ts'

const PASSWORD = '열려라 참깨 100%'
const STOPPED = { state: 'stopped' } as const

describeInChromium('the first page', (open) => {
  test.each([
    { nickname: '', why: 'it is empty', says: '이름을 적어 주세요.' },
    { nickname: '  \u200b ', why: 'nobody would see it', says: '이름을 적어 주세요.' },
    { nickname: '가'.repeat(25), why: 'it is too long', says: '이름이 너무 길어요.' },
    { nickname: '지\u202e민', why: 'it turns the text around', says: '이름에 쓸 수 없는 글자가 있어요.' },
  ])('says that a nickname cannot be used where $why, at the field', async ({ nickname, says }) => {
    const host = await startHost()
    const welcome = await WelcomePage.open(await open(), host.http)
    await welcome.tryAs(nickname)
    await welcome.fault.getByText(says).waitFor()
    expect(await welcome.page.getByRole('alert').filter({ hasText: '이름' }).count()).toBe(1)
    const field = welcome.page.locator('[data-testid=nickname][aria-invalid=true]:focus')
    await field.waitFor()
    const described = (await field.getAttribute('aria-describedby'))?.split(' ').at(-1) ?? ''
    expect(await welcome.page.locator(`[id="${described}"]`).innerText()).toBe(says)
    await welcome.tryAs('👩‍👩‍👧‍👦'.repeat(2))
    await welcome.page.getByTestId('me').getByText('👩‍👩‍👧‍👦'.repeat(2)).waitFor()
  })

  test('a link with the password lets its holder in, and the password leaves the address', async () => {
    const { http } = await startHost('--password', PASSWORD)
    const page = await open()
    const chat = await arrive(page, `${http}/#password=${encodeURIComponent(PASSWORD)}`, '지민')
    await chat.room('사랑방').waitFor()
    expect(page.url()).toBe(`${http}/`)
  })

  test('without the link, the password is asked for, and a wrong one is told to be wrong', async () => {
    const { http } = await startHost('--password', PASSWORD)
    const welcome = await WelcomePage.open(await open({ expects: REFUSED }), http)
    await welcome.tryAs('지민')
    await welcome.fault.getByText('비밀번호가 필요해요.').waitFor()
    await welcome.password.fill('닫혀라 참깨')
    await welcome.enter.click()
    await welcome.fault.getByText('비밀번호가 맞지 않아요.').waitFor()
    await welcome.password.fill(PASSWORD)
    await welcome.enter.click()
    await welcome.page.getByTestId('me').getByText('지민').waitFor()
  })

  test('a link with a wrong password asks for the right one', async () => {
    const { http } = await startHost('--password', PASSWORD)
    const welcome = await WelcomePage.open(await open({ expects: REFUSED }), `${http}/#password=wrong`)
    await welcome.tryAs('지민')
    await welcome.fault.getByText('비밀번호가 맞지 않아요.').waitFor()
    await welcome.password.fill(PASSWORD)
    await welcome.enter.click()
    await welcome.page.getByTestId('me').getByText('지민').waitFor()
  })

  test('an address that was pasted with words around it leads to that host', async () => {
    const [here, there] = [
      await startHost('--name', '여기'),
      await startHost('--name', '저기', '--password', PASSWORD),
    ]
    const page = await open({ locale: 'en-US' })
    await WelcomePage.open(page, here.http)
    await page.getByTestId('join-another').click()
    await page.getByTestId('address').fill('오늘 만나요')
    await page.getByTestId('join-submit').click()
    await page.getByText('That is not an address.').waitFor()

    await page
      .getByTestId('address')
      .fill(`주소는 ${there.http}/#password=${encodeURIComponent(PASSWORD)} 입니다.`)
    await page.getByTestId('join-submit').click()
    await page.waitForURL(`${there.http}/**`)
    const welcome = new WelcomePage(page)
    await welcome.tryAs('Alex')
    await page.getByTestId('host-name').getByText('저기').waitFor()
  })

  test('in the app, an address is joined from the page itself, and asks for what it needs', async () => {
    const here = await startHost()
    const there = await startHost('--name', '저기', '--password', PASSWORD, '--origin', here.http)
    const page = await open({ expects: HOST_AWAY })
    await pretendDesktop(page, { host: STOPPED, started: STOPPED })
    await page.goto(here.http)
    await page.getByTestId('nickname').fill('지민')
    await page.keyboard.press('Enter')
    await page.getByTestId('start-hosting').waitFor()
    await page.getByRole('button', { name: '뒤로' }).click()
    await page.getByTestId('join').click()
    await page.locator('[data-testid=address]:focus').waitFor()
    await page.getByTestId('address').fill('127.0.0.1:1')
    await page.getByTestId('join-submit').click()
    await page.getByText('연결할 수 없어요.').waitFor()

    await page.getByTestId('address').fill(new URL(there.http).host)
    await page.getByTestId('join-submit').click()
    await page.locator('[data-testid=password]:focus').waitFor()
    await page.keyboard.insertText(PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByTestId('host-name').getByText('저기').waitFor()
  })

  test('who hosts without the app finds the address, and the command that lets others in, once each', async () => {
    const host = await startHost()
    const page = await open({ locale: 'en-US' })
    const chat = await arrive(page, host.http, 'Alex')
    await chat.composer.waitFor()
    await page.getByTestId('invite').click()
    const card = page.getByTestId('host-card')
    expect(await card.getByRole('textbox', { name: 'Address' }).inputValue()).toBe(host.http)
    expect(await card.getByRole('textbox', { name: /^Command/ }).inputValue()).toMatch(
      /^npm run serve -- --host 0\.0\.0\.0 --password [a-z2-9-]{14}$/,
    )
    expect(await card.getByText('only on this computer').count()).toBe(1)
  })

  test('a guest whose host does not answer is told so, and goes on when it does', async () => {
    const host = await startHost('--name', '우리 반')
    const page = await open({ expects: HOST_AWAY })
    const address = `http://${GUEST_NAME}:${host.port}`
    const chat = await arrive(page, address, '지민')
    await chat.makeRoom('교실')
    // The page tries again by itself too: the host answers from when the button was pressed.
    await page.addInitScript("addEventListener('click', () => (window.pressed = true), true)")
    await page.route('**/api/**', async (route) => {
      if (await page.evaluate('window.pressed === true')) await route.continue()
      else await route.abort('connectionrefused')
    })
    await page.reload()
    await page.getByRole('heading', { name: '우리 반에 연결할 수 없어요' }).waitFor()
    await page.getByRole('button', { name: '지금 다시 시도' }).click()
    await chat.title.getByText('교실').waitFor()
    expect(await page.getByTestId('me').innerText()).toBe('지민')
  })
})
