// The walk through the rooms that not everybody sees: where one is asked in, private ones, and those of two people.
import { onTestFinished } from 'vitest'
import { startHost, type HostProcess } from '../../support/host-process.ts'
import { comeAsGuest } from '../../support/rest-calls.ts'
import { StompClient } from '../../support/stomp-client.ts'
import type { ChatPage } from './chat-page.ts'
import { LARGE } from './picture.ts'
import { LOCALES, type Language, type Walk } from './screen.ts'
import { arrive } from './welcome-page.ts'
import type { OpenWindow } from './windows.ts'

const READER = '지민'
const ROOM = '동아리방'

export async function* ownRoomScreens(open: OpenWindow, language: Language): Walk {
  const host = await startHost('--name', '우리 연구실')
  const page = await open({ locale: LOCALES[language], viewport: LARGE })
  const chat = await arrive(page, host.http, READER)
  await chat.composer.waitFor()
  await page.getByTestId('new-room').click()
  await page.getByTestId('room-name').fill('운영진 회의')
  await page.locator('label', { has: page.getByTestId('kind-private') }).click()
  yield { name: 'new-private-room', page }
  await page.getByTestId('create-room').click()
  await chat.title.getByText('운영진 회의').waitFor()

  await askedIn(host, chat)
  yield { name: 'invitations', page }

  // Shown because it was asked for, it stays where there is no column for it.
  await page.getByTestId('people-toggle').click()
  await page.getByTestId('people-toggle').click()
  await page.getByTestId('invite-people').click()
  await page.getByTestId('invite-person').first().click()
  await page.locator('[data-testid=invite-person][aria-disabled=true]').waitFor()
  yield { name: 'invite-people', page }
  await page.keyboard.press('Escape')

  await chat.openRoom(ROOM)
  await page.getByTestId('talk-to').first().waitFor()
  yield { name: 'people-to-talk-to', page }

  await page.getByTestId('direct-rooms').getByTestId('room').first().click()
  await chat.message('잠깐 이야기할 수 있어요?').waitFor()
  await chat.say('네, 말씀하세요 😊')
  await chat.message('네, 말씀하세요 😊').waitFor()
  yield { name: 'direct-room', page }
}

/** Others come: one asks the reader into a room with a long name, another has a word with them. */
async function askedIn(host: HostProcess, { page }: ChatPage): Promise<void> {
  const [hayun, dohyeon] = [await comeAsGuest(host.http, '하윤'), await comeAsGuest(host.http, '도현')]
  const open = await hayun.createRoom(ROOM)
  for (const person of [hayun, dohyeon, await comeAsGuest(host.http, 'Emma')]) {
    const client = await StompClient.connect(host.ws, { Authorization: `Bearer ${person.token}` })
    onTestFinished(() => client.drop())
    await client.enter(open.roomId)
  }
  await page.getByTestId('room').filter({ hasText: ROOM }).waitFor()
  const reader = await readerOf(host)
  const secret = await hayun.createRoom('아주 긴 이름을 가진 비공개 방: 서연이 생일 준비 모임', 'private')
  await hayun.invite(secret.roomId, reader)
  const direct = await dohyeon.talkTo(reader)
  const client = await StompClient.connect(host.ws, { Authorization: `Bearer ${dohyeon.token}` })
  onTestFinished(() => client.drop())
  await client.talk(direct.roomId, '잠깐 이야기할 수 있어요?')
  await page.getByTestId('invitation').waitFor()
  await page.getByTestId('direct-rooms').getByTestId('unread').waitFor()
}

/** The reader's id: who is in the room that the host's own person is put into. */
async function readerOf(host: HostProcess): Promise<string> {
  const looker = await comeAsGuest(host.http, '둘러보는 이')
  const [first] = await looker.rooms()
  const [member] = await looker.members(first?.roomId ?? '')
  return member?.userId ?? ''
}
