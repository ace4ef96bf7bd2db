// A host that was stopped and started again is the same host, and its people are the same people.
import { expect, test } from 'vitest'
import { startHost } from '../support/host-process.ts'
import { ChatPage } from './support/chat-page.ts'
import { stopped } from './support/dying-host.ts'
import { HOST_AWAY } from './support/faults.ts'
import { arrive } from './support/welcome-page.ts'
import { describeInChromium } from './support/windows.ts'

describeInChromium('a restart of the host', (open) => {
  test('keeps rooms, messages, members and names; a page that stayed open goes on', async () => {
    const host = await startHost('--name', '우리 집')
    const page = await open({ expects: HOST_AWAY })
    const chat = await arrive(page, host.http, '지민')
    await chat.makeRoom('부엌')
    await chat.say('국이 끓어요')
    await chat.makeRoom('마당')
    await chat.say('눈이 와요\n많이')
    await expect.poll(async () => (await chat.messages()).at(-1)?.state).toBe('kept')

    const comesBack = await stopped(host)
    await chat.link('waiting')
    await comesBack()
    await chat.online()
    await chat.say('다시 켰어요')
    await expect.poll(() => chat.texts()).toEqual(['눈이 와요\n많이', '다시 켰어요'])
    await chat.openRoom('부엌')
    await expect.poll(() => chat.texts()).toEqual(['국이 끓어요'])
  })

  test('a page that is opened afterwards is the same person, without a nickname', async () => {
    const host = await startHost('--name', '우리 집')
    const first = await open({ expects: HOST_AWAY })
    const before = await arrive(first, host.http, '지민')
    await before.makeRoom('마당')
    await before.say('눈이 와요')
    await before.message('눈이 와요').getByRole('img', { name: '보냈어요' }).waitFor()
    const { http } = host
    await first.close()
    const comesBack = await stopped(host)
    await comesBack()

    const again = await first.context().newPage()
    await again.goto(http)
    const chat = new ChatPage(again)
    await chat.message('눈이 와요').getByRole('img', { name: '보냈어요' }).waitFor()
    expect(await again.getByTestId('me').innerText()).toBe('지민')
    expect(await again.getByTestId('host-name').innerText()).toBe('우리 집')
    expect(await chat.title.innerText()).toBe('마당')
    await expect.poll(() => chat.people.allInnerTexts()).toEqual(['지민\n방장\n나\n접속 중'])
    await chat.say('저예요')
    await expect.poll(() => chat.texts()).toEqual(['눈이 와요', '저예요'])
    expect(await chat.notices.allInnerTexts()).toEqual(['지민님이 들어왔어요'])
  })
})
