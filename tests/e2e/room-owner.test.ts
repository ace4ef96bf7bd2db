// The owner of a room decides about it and about the people in it, and everybody in it sees that as it happens.
import { expect, test } from 'vitest'
import { hostForAll } from '../support/host-process.ts'
import type { ChatPage } from './support/chat-page.ts'
import { REFUSED } from './support/faults.ts'
import { arrive } from './support/welcome-page.ts'
import { describeInChromium, type OpenWindow } from './support/windows.ts'

describeInChromium('the owner of a room', (open) => {
  const host = hostForAll()

  test('names it, describes it, and keeps it for announcements', async () => {
    const { owner, member } = await together(open, host().http, '공지방')
    await decide(owner)
    await owner.page.getByTestId('settings-name').fill('새 공지방')
    await owner.page.getByTestId('settings-topic').fill('매주 알리는 소식')
    await owner.page.getByTestId('settings-announcements').check()
    await owner.page.getByTestId('settings-save').click()
    for (const { page } of [owner, member]) {
      await page.getByTestId('room-topic').filter({ hasText: '매주 알리는 소식' }).waitFor()
      await page.getByTestId('room-title').filter({ hasText: '새 공지방' }).waitFor()
    }
    await member.page.locator('[data-testid=silent][data-code=ANNOUNCEMENTS_ONLY]').waitFor()
    await owner.say('이번 주 소식이에요')
    await member.message('이번 주 소식이에요').waitFor()
    expect(await member.page.getByTestId('room-menu').count()).toBe(1)
    await member.page.getByTestId('room-menu').click()
    expect(await member.page.getByTestId('choose-room-settings').count()).toBe(0)
  })

  test('slows it down: others see how long they wait, and what they wrote meanwhile stays', async () => {
    const { owner, member } = await together(open, host().http, '천천히')
    await decide(owner)
    await owner.page.getByTestId('settings-slow').selectOption('3600')
    await owner.page.getByTestId('settings-save').click()
    await member.page.getByTestId('slow-mode').waitFor()
    await member.say('첫 마디')
    await owner.message('첫 마디').waitFor()
    await member.page.getByTestId('slow-mode').filter({ hasText: '뒤에 보낼 수 있어요' }).waitFor()
    await member.say('둘째 마디')
    expect(await member.composer.inputValue()).toBe('둘째 마디')
    expect(await owner.page.getByTestId('slow-mode').count()).toBe(0)
    await decide(owner)
    await owner.page.getByTestId('settings-slow').selectOption('0')
    await owner.page.getByTestId('settings-save').click()
    await member.page.getByTestId('slow-mode').waitFor({ state: 'detached' })
    await member.page.keyboard.press('Enter')
    await owner.message('둘째 마디').waitFor()
  })

  test('deletes what somebody else said, and cannot edit it', async () => {
    const { owner, member } = await together(open, host().http, '조용히')
    await member.say('지워질 말')
    await owner.message('지워질 말').hover()
    expect(await owner.message('지워질 말').getByTestId('edit-message').count()).toBe(0)
    await owner.message('지워질 말').getByTestId('delete-message').click()
    await owner.page.getByTestId('confirm').locator('button.danger').click()
    await member.log.getByTestId('deleted').waitFor()
    await owner.say('방장의 말')
    await member.message('방장의 말').hover()
    expect(await member.message('방장의 말').getByTestId('delete-message').count()).toBe(0)
  })

  test('removes somebody, keeps them out, and lets them in again', async () => {
    const { owner, member } = await together(open, host().http, '손님방')
    await about(owner, 'remove')
    await member.page.getByTestId('enter-hint').filter({ hasText: '방에서 내보내졌어요.' }).waitFor()
    await member.page.getByTestId('enter-room').click()
    await member.composer.waitFor()
    await about(owner, 'ban')
    await member.page.locator('[data-testid=silent][data-code=BANNED]').waitFor()

    await decide(owner)
    await owner.page.getByTestId('banned').getByRole('button').click()
    await owner.page.getByTestId('banned').getByText('막은 사람이 없어요.').waitFor()
    await owner.page.keyboard.press('Escape')
    await member.page.reload()
    await member.openRoom('손님방')
    await member.page.getByTestId('enter-room').click()
    await member.composer.waitFor()
  })

  test('passes it on, and the next one closes it', async () => {
    const { owner, member } = await together(open, host().http, '넘길 방')
    await about(owner, 'make-owner')
    await member.page.getByTestId('room-menu').click()
    await member.page.getByTestId('choose-room-settings').click()
    await member.page.getByTestId('close-room').click()
    await member.page.getByTestId('confirm').locator('button.danger').click()
    for (const { page } of [owner, member])
      await page.locator('[data-testid=silent][data-code=ROOM_CLOSED]').waitFor()
    await member.page.getByTestId('room-menu').click()
    await member.page.getByTestId('choose-save-page').waitFor()
    expect(await member.page.getByTestId('choose-room-settings').count()).toBe(0)
  })

  test('is told at the field what cannot be', async () => {
    const { owner } = await together(open, host().http, '이름방')
    await decide(owner)
    await owner.page.getByTestId('settings-name').fill(' ')
    await owner.page.getByTestId('settings-save').click()
    await owner.page.locator('[data-testid=fault][data-code=NAME_EMPTY]').waitFor()
  })
})

/** Two people in a room that the first of them has made. */
async function together(open: OpenWindow, http: string, room: string) {
  const owner = await arrive(await open(), http, '방장님')
  await owner.makeRoom(room)
  const member = await arrive(await open({ expects: REFUSED }), http, '손님')
  await member.enterRoom(room)
  await owner.people.filter({ hasText: '손님' }).waitFor()
  return { owner, member }
}

async function decide({ page }: ChatPage): Promise<void> {
  await page.getByTestId('room-menu').click()
  await page.getByTestId('choose-room-settings').click()
  await page.getByTestId('room-settings').waitFor()
}

async function about(owner: ChatPage, deed: 'make-owner' | 'remove' | 'ban'): Promise<void> {
  await owner.people.filter({ hasText: '손님' }).getByTestId('person-menu').click()
  await owner.people.getByTestId(`choose-${deed}`).click()
  await owner.page.getByTestId('confirm').locator('button.danger').click()
}
