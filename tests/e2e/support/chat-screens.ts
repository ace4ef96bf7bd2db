// The walk through the chat: rooms, a conversation, what opens over it, and what is shown while the host is away.
import { expect, onTestFinished } from 'vitest'
import { startHost } from '../../support/host-process.ts'
import type { ChatPage } from './chat-page.ts'
import { HOST_AWAY } from './faults.ts'
import { LogView } from './log-view.ts'
import { NetworkCut } from './network-cut.ts'
import { LARGE } from './picture.ts'
import { LOCALES, type Language, type Walk } from './screen.ts'
import { READER, ROOM, Seminar } from './seminar.ts'
import { arrive } from './welcome-page.ts'
import { GUEST_NAME, type OpenWindow } from './windows.ts'

export async function* chatScreens(open: OpenWindow, language: Language): Walk {
  const host = await startHost('--name', '우리 연구실')
  const page = await open({ locale: LOCALES[language], expects: HOST_AWAY, viewport: LARGE })
  const network = await NetworkCut.laid(page)
  const chat = await arrive(page, `http://${GUEST_NAME}:${host.port}`, READER)
  yield { name: 'rooms-empty', page }

  const seminar = await Seminar.open(host)
  onTestFinished(() => seminar.end())
  await chat.openRoom(ROOM)
  yield { name: 'looking-in', page }

  await chat.enterRoom('점심 같이 먹어요')
  await chat.enterRoom(ROOM)
  await seminar.hold(chat)
  await seminar.passTime()
  await page.reload()
  await chat.composer.waitFor()
  await chat.online()
  await seminar.goToLunch()
  await page.getByTestId('unread').waitFor()
  await expect.poll(() => new LogView(chat).fromEnd()).toBeLessThanOrEqual(1)
  yield { name: 'conversation', page }

  yield* ofChanges(chat)
  yield* overIt(chat)
  yield* ofTrouble(chat, network)
}

/** One message edited, one deleted, and one being edited. */
async function* ofChanges(chat: ChatPage): Walk {
  const { page } = chat
  for (const text of ['내일 열 시에 봐요', '이건 잘못 보냈네요']) {
    await chat.say(text)
    await chat.message(text).and(page.locator('[data-state=kept]')).waitFor()
  }
  await chat.message('이건 잘못 보냈네요').hover()
  await page.getByTestId('delete-message').last().click()
  await page.getByTestId('confirm').locator('button.danger').click()
  await page.getByTestId('deleted').waitFor()
  await chat.composer.press('ArrowUp')
  await chat.composer.fill('내일 열한 시에 봐요')
  await chat.composer.press('Enter')
  await page.getByTestId('edited').waitFor()
  await chat.composer.press('ArrowUp')
  await page.getByTestId('editing').waitFor()
  await chat.message('내일 열한 시에 봐요').hover()
  yield { name: 'editing', page }
  await chat.composer.press('Escape')
}

async function* overIt(chat: ChatPage): Walk {
  const { page } = chat
  const toggle = page.getByTestId('people-toggle')
  await toggle.click()
  await toggle.click()
  await page.getByTestId('people').waitFor()
  yield { name: 'people', page }
  await toggle.click()

  for (const [control, name] of [
    ['new-room', 'new-room-dialog'],
    ['settings', 'settings-panel'],
    ['invite', 'host-card'],
    ['leave-room', 'confirm'],
  ] as const) {
    await page.getByTestId(control).click()
    await page.getByTestId(name).waitFor()
    yield { name, page }
    await page.keyboard.press('Escape')
  }
  await page.getByTestId('settings').click()
  await page.getByTestId('make-account').click()
  await page.getByTestId('make-account-dialog').waitFor()
  yield { name: 'make-account', page }
  await page.keyboard.press('Escape')
  await page.getByTestId('make-account-dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await page.getByTestId('make-account').waitFor({ state: 'detached' })

  await page.keyboard.press('Control+k')
  await page.getByTestId('switcher-search').fill('ㅅ')
  await page.getByTestId('switcher-search').fill('')
  yield { name: 'switcher', page }
  await page.keyboard.press('Escape')
  await page.getByTestId('switcher').waitFor({ state: 'detached' })
}

async function* ofTrouble(chat: ChatPage, network: NetworkCut): Walk {
  const { page } = chat
  const lost = '이 말은 거절당해요'
  network.misdirect(lost)
  await chat.say(lost)
  await page.getByTestId('send-again').waitFor()
  await network.cut()
  await chat.link('waiting')
  await chat.say('연결되면 보내 주세요')
  await page.locator('[data-testid=message][data-state=waiting]').waitFor()
  yield { name: 'reconnecting', page }

  network.mend()
  await chat.online()
  // While what waited goes out, the page keeps to its end; a person's wheel turns on, a single step would be lost.
  await page.locator('[data-testid=message][data-state=waiting]').waitFor({ state: 'detached' })
  await expect
    .poll(async () => {
      await new LogView(chat).toTop()
      return chat.newest.isVisible()
    })
    .toBe(true)
  yield { name: 'scrolled-up', page }
}
