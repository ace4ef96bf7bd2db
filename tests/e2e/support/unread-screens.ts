// The walk of somebody who comes back to a room in which much was said meanwhile.
import { startHost } from '../../support/host-process.ts'
import type { ChatPage } from './chat-page.ts'
import { drawn } from './frames.ts'
import { LARGE } from './picture.ts'
import { LOCALES, type Language, type Walk } from './screen.ts'
import { arrive } from './welcome-page.ts'
import type { OpenWindow } from './windows.ts'

const ROOM = '세미나 준비'
const BEFORE = [
  '다들 자료 올렸나요?',
  '발표 순서는 도현 → Emma → 지민이에요.',
  '각자 15분이면 충분할 것 같아요.',
]
const MEANWHILE = [
  '세미나실이 7층 302호로 바뀌었어요.',
  '빔 프로젝터는 제가 챙길게요.',
  'Emma 자료에 오타가 두 군데 있어서 고쳐 두었어요. 3장 그림도 새로 그렸으니 발표 전에 한번 봐 주세요.',
  '다과는 누가 준비하나요?',
  '아, 지민이 한다고 했네요 🍊',
]

export async function* unreadScreens(open: OpenWindow, language: Language): Walk {
  const host = await startHost('--name', '우리 연구실')
  const window = { locale: LOCALES[language], viewport: LARGE }
  const others = await arrive(await open(window), host.http, '하윤')
  await others.makeRoom(ROOM)
  for (let turn = 0; turn < 4; turn += 1) await sayAll(others, BEFORE)
  const reader = await arrive(await open(window), host.http, '지민')
  await reader.enterRoom(ROOM)
  await reader.say('좋아요. 다과는 제가 준비할게요!')
  await reader.message('좋아요. 다과는 제가 준비할게요!').waitFor()
  await reader.makeRoom('점심 같이 먹어요')

  for (let turn = 0; turn < 6; turn += 1) await sayAll(others, MEANWHILE)
  await reader.room(ROOM).getByTestId('unread').getByText('30').waitFor()
  await reader.openRoom(ROOM)
  await reader.unreadLine.waitFor()
  await reader.newest.waitFor()
  await drawn(reader.page)
  yield { name: 'unread', page: reader.page }
}

async function sayAll(chat: ChatPage, texts: readonly string[]): Promise<void> {
  for (const text of texts) await chat.say(text)
}
