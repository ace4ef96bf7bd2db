// The walk through what is done with a room: looking for what was said in it, deciding about it, and what others see of that.
import { startHost } from '../../support/host-process.ts'
import type { ChatPage } from './chat-page.ts'
import { REFUSED } from './faults.ts'
import { LARGE } from './picture.ts'
import { LOCALES, type Language, type Walk } from './screen.ts'
import { SearchPanel } from './search-panel.ts'
import { arrive } from './welcome-page.ts'
import type { OpenWindow } from './windows.ts'

const ROOM = '세미나 준비'
const TALKS = [
  '내일 세미나 자료 다들 올렸나요?',
  'Works for me 👍',
  '세미나실은 7층 302호예요. 발표 순서는 도현 → Emma → 지민이고, 각자 15분씩이에요.',
  '다과는 제가 준비할게요 🍊',
  '빔 프로젝터는 세미나 전에 확인해 둘게요',
]

export async function* roomScreens(open: OpenWindow, language: Language): Walk {
  const host = await startHost('--name', '우리 연구실')
  const window = { locale: LOCALES[language], expects: REFUSED, viewport: LARGE }
  const owner = await arrive(await open(window), host.http, '하윤')
  await owner.makeRoom(ROOM)
  for (const text of TALKS) await owner.say(text)
  const member = await arrive(await open(window), host.http, '서연')
  await member.enterRoom(ROOM)
  await owner.people.filter({ hasText: '서연' }).waitFor()

  yield* ofSearch(owner)
  yield* ofTheOwner(owner)
  yield* ofTheOthers(owner, member)
}

async function* ofSearch({ page }: ChatPage): Walk {
  const search = new SearchPanel(page)
  await search.look('세미나')
  await search.hits.first().waitFor()
  await search.hits.last().click()
  await page.locator('[data-lit=true]').waitFor()
  // At the small size the panel lies over the conversation and gives way to it.
  yield { name: 'search', page }
  await search.look('찾을 수 없는 말')
  await search.hits.first().waitFor({ state: 'detached' })
  yield { name: 'search-none', page }
  await search.field.press('Escape')
}

async function* ofTheOwner({ page, people }: ChatPage): Walk {
  await page.getByTestId('room-menu').click()
  yield { name: 'room-menu', page }
  await page.getByTestId('choose-room-settings').click()
  await page.getByTestId('settings-topic').fill('봄 세미나 발표와 자료를 여기서 함께 준비해요')
  await page.getByTestId('settings-slow').selectOption('30')
  yield { name: 'room-settings', page }
  await page.getByTestId('settings-save').click()
  await page.getByTestId('room-topic').waitFor()
  // Asked for, they stay where they would give way.
  for (const _ of ['hidden', 'shown']) await page.getByTestId('people-toggle').click()
  const other = people.filter({ hasText: '서연' })
  await other.getByTestId('person-menu').click()
  yield { name: 'person-menu', page }
  await other.getByTestId('choose-ban').click()
  await page.getByTestId('confirm').waitFor()
  yield { name: 'person-ban', page }
  await page.keyboard.press('Escape')
}

async function* ofTheOthers(owner: ChatPage, member: ChatPage): Walk {
  await member.say('늦어서 죄송해요')
  await member.page.getByTestId('slow-mode').waitFor()
  yield { name: 'slow-mode', page: member.page }
  await owner.page.getByTestId('room-menu').click()
  await owner.page.getByTestId('choose-room-settings').click()
  await owner.page.getByTestId('settings-announcements').check()
  await owner.page.getByTestId('settings-save').click()
  await member.page.getByTestId('silent').waitFor()
  yield { name: 'announcements-only', page: member.page }
}
