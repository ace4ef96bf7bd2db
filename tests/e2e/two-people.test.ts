// Two people in two windows and two languages talk in one room, and see the same.
import { expect, test } from 'vitest'
import { hostForAll } from '../support/host-process.ts'
import type { ChatPage } from './support/chat-page.ts'
import { arrive } from './support/welcome-page.ts'
import { describeInChromium, type OpenWindow } from './support/windows.ts'

const ROOM = '회의실'

describeInChromium('two people', (open) => {
  const host = hostForAll()

  test('see the same entries in the same order, each in their language', async () => {
    const { jimin, alex } = await bothInRoom(open, host().http)
    const said = [
      '안녕하세요 👋🏽',
      'Hi 지민! 🎉',
      '첫째 줄\n둘째 줄\n\n셋째 줄 👨‍👩‍👧',
      'one\ntwo',
      '네, 좋아요 🙆‍♀️',
    ]
    for (const [at, text] of said.entries()) {
      const [writer, reader] = at % 2 === 0 ? [jimin, alex] : [alex, jimin]
      await writer.say(text)
      await expect.poll(() => reader.texts()).toContain(text)
    }

    await expect.poll(() => jimin.texts()).toEqual(['먼저 왔어요', ...said])
    await expect.poll(() => alex.messages()).toEqual(await jimin.messages())
    const seqs = (await alex.messages()).map(({ seq }) => seq)
    // After the first two entries, and but for the second one's coming in.
    expect(seqs).toEqual([2, 4, 5, 6, 7, 8])
    expect(await jimin.notices.allInnerTexts()).toEqual(['지민님이 들어왔어요', 'Alex님이 들어왔어요'])
    expect(await alex.notices.allInnerTexts()).toEqual(['지민 entered', 'Alex entered'])
  })

  test('each of their messages is marked as kept, and only for its writer', async () => {
    const { jimin, alex } = await bothInRoom(open, host().http)
    await jimin.say('보관됐나요?')
    await jimin.message('보관됐나요?').getByRole('img', { name: '보냈어요' }).waitFor()
    await alex.say('Yes.')
    await alex.message('Yes.').getByRole('img', { name: 'Sent' }).waitFor()
    expect(await alex.message('보관됐나요?').getByRole('img').count()).toBe(0)
    expect((await jimin.messages()).map(({ state }) => state)).toEqual(['kept', 'kept', 'kept'])
  })

  test('see how many have not read a message, and what waits for them elsewhere', async () => {
    const { jimin, alex } = await bothInRoom(open, host().http)
    const name = await jimin.title.innerText()
    await alex.makeRoom(`Elsewhere ${crypto.randomUUID().slice(0, 4)}`)
    await jimin.say('읽으면 알려 주세요')
    const number = jimin.message('읽으면 알려 주세요').getByTestId('unread-by')
    await expect.poll(() => number.innerText()).toBe('1')
    await expect.poll(() => alex.room(name).getByTestId('unread').innerText()).toBe('1')
    await alex.openRoom(name)
    await alex.message('읽으면 알려 주세요').waitFor()
    await number.waitFor({ state: 'detached' })
    await alex.room(name).getByTestId('unread').waitFor({ state: 'detached' })
  })

  test('are listed with who is here, until they leave', async () => {
    const { jimin, alex } = await bothInRoom(open, host().http)
    await expect
      .poll(() => jimin.people.allInnerTexts())
      .toEqual(['지민\n방장\n나\n접속 중', 'Alex\n접속 중'])
    await expect.poll(() => alex.people.allInnerTexts()).toEqual(['Alex\nyou\nhere', '지민\nowner\nhere'])

    await alex.say('Bye!')
    await alex.leaveRoom()
    await jimin.notices.getByText('Alex님이 나갔어요').waitFor()
    await expect.poll(() => jimin.people.allInnerTexts()).toEqual(['지민\n방장\n나\n접속 중'])
    await alex.notices.getByText('Alex left').waitFor()
  })

  test('a window that closes makes its person absent, without a notice', async () => {
    const { jimin, alex } = await bothInRoom(open, host().http)
    await alex.page.close()
    await jimin.page.locator('[data-testid=person][data-online=false]', { hasText: 'Alex' }).waitFor()
    expect(await jimin.notices.count()).toBe(2)
  })
})

/** 지민 makes a room and says something in it; Alex comes in. Each test has a room of its own. */
async function bothInRoom(open: OpenWindow, http: string): Promise<{ jimin: ChatPage; alex: ChatPage }> {
  const name = `${ROOM} ${crypto.randomUUID().slice(0, 4)}`
  const jimin = await arrive(await open({ locale: 'ko-KR' }), http, '지민')
  await jimin.makeRoom(name)
  await jimin.say('먼저 왔어요')
  const alex = await arrive(await open({ locale: 'en-US' }), http, 'Alex')
  await alex.enterRoom(name)
  await alex.message('먼저 왔어요').waitFor()
  return { jimin, alex }
}
