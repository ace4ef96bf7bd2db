// A person edits and deletes what they have said, by keyboard and by pointer, and the others see it.
import { expect, test } from 'vitest'
import { hostForAll } from '../support/host-process.ts'
import type { ChatPage } from './support/chat-page.ts'
import { arrive } from './support/welcome-page.ts'
import { describeInChromium, type OpenWindow } from './support/windows.ts'

describeInChromium('one’s own message', (open) => {
  const host = hostForAll()

  test('is edited by keyboard, and everybody sees the new text with a mark', async () => {
    const { jimin, alex } = await bothInRoom(open, host().http)
    const { keyboard } = jimin.page
    await jimin.composer.press('ArrowUp')
    await jimin.page.getByTestId('editing').waitFor()
    expect(await jimin.composer.inputValue()).toBe('오타가 있어용')
    await jimin.composer.fill('오타가 없어요')
    await keyboard.press('Enter')
    await alex.message('오타가 없어요').getByText('(edited)').waitFor()
    await jimin.message('오타가 없어요').getByText('(수정됨)').waitFor()
    await expect.poll(() => jimin.composer.inputValue()).toBe('')
    expect(await alex.texts()).toEqual(['오타가 없어요'])

    await alex.page.reload()
    await alex.message('오타가 없어요').getByText('(edited)').waitFor()
    // It is still a member: an edit is no leaving.
    await jimin.composer.waitFor()
  })

  test('stays as it is when Escape gives the edit up, and a draft comes back', async () => {
    const { jimin } = await bothInRoom(open, host().http)
    await jimin.composer.press('ArrowUp')
    await jimin.composer.fill('다른 말')
    await jimin.composer.press('Escape')
    await jimin.page.getByTestId('editing').waitFor({ state: 'detached' })
    expect(await jimin.composer.inputValue()).toBe('')
    expect(await jimin.texts()).toEqual(['오타가 있어용'])

    await jimin.composer.fill('쓰던 글')
    await jimin.message('오타가 있어용').hover()
    await jimin.page.getByTestId('edit-message').click()
    await expect.poll(() => jimin.composer.inputValue()).toBe('오타가 있어용')
    await jimin.page.getByTestId('cancel-edit').click()
    await expect.poll(() => jimin.composer.inputValue()).toBe('쓰던 글')
  })

  test('is deleted when that is confirmed, and a line stands in its place', async () => {
    const { jimin, alex } = await bothInRoom(open, host().http)
    await jimin.message('오타가 있어용').hover()
    await jimin.page.getByTestId('delete-message').click()
    await jimin.page.getByTestId('confirm').locator('button.danger').click()
    await alex.log.getByText('Message deleted').waitFor()
    await jimin.log.getByText('삭제된 메시지예요').waitFor()
    expect(await alex.message('오타가 있어용').count()).toBe(0)
    await jimin.composer.press('ArrowUp')
    expect(await jimin.page.getByTestId('editing').count()).toBe(0)
  })

  test('is the only one that has such buttons', async () => {
    const { alex } = await bothInRoom(open, host().http)
    await alex.message('오타가 있어용').hover()
    expect(await alex.page.getByTestId('delete-message').count()).toBe(0)
  })
})

/** 지민 makes a room and says something in it; Alex comes in. Each test has a room of its own. */
async function bothInRoom(open: OpenWindow, http: string): Promise<{ jimin: ChatPage; alex: ChatPage }> {
  const name = `방 ${crypto.randomUUID().slice(0, 4)}`
  const jimin = await arrive(await open({ locale: 'ko-KR' }), http, '지민')
  await jimin.makeRoom(name)
  await jimin.say('오타가 있어용')
  await jimin.message('오타가 있어용').getByRole('img', { name: '보냈어요' }).waitFor()
  const alex = await arrive(await open({ locale: 'en-US' }), http, 'Alex')
  await alex.enterRoom(name)
  await alex.message('오타가 있어용').waitFor()
  return { jimin, alex }
}
