// Rooms that not everybody sees: those of two people, and private ones with their invitations.
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { hostForAll } from '../support/host-process.ts'
import type { ChatPage } from './support/chat-page.ts'
import { arrive } from './support/welcome-page.ts'
import { describeInChromium, type OpenWindow } from './support/windows.ts'

describeInChromium('a room of two people', (open) => {
  const host = hostForAll()

  test('is opened from the list of people by either of them, and is the same one', async () => {
    const { jimin, alex } = await bothInRoom(open, host().http)
    await talkTo(jimin.page, 'Alex')
    await jimin.title.getByText('Alex').waitFor()
    await jimin.page.locator('[data-testid=composer]:focus').waitFor()
    await jimin.say('둘이서만 이야기해요')
    await jimin.message('둘이서만 이야기해요').waitFor()

    const direct = alex.page.getByTestId('direct-rooms').getByTestId('room')
    await direct.getByTestId('unread').waitFor()
    await talkTo(alex.page, '지민')
    await alex.title.getByText('지민').waitFor()
    await alex.message('둘이서만 이야기해요').waitFor()
    await alex.say('Only us.')
    await jimin.message('Only us.').waitFor()
    expect(await direct.allInnerTexts()).toEqual(['지민'])
    expect(await jimin.page.getByTestId('direct-rooms').getByTestId('room').allInnerTexts()).toEqual(['Alex'])
    expect(await alex.page.getByTestId('talk-to').count()).toBe(0)
    expect(await alex.page.getByTestId('leave-room').count()).toBe(0)
  })

  test('is seen by nobody else, and is there again after a reload', async () => {
    const { jimin } = await bothInRoom(open, host().http)
    const stranger = await arrive(await open(), host().http, '낯선 이')
    await talkTo(jimin.page, 'Alex')
    await jimin.title.getByText('Alex').waitFor()
    await jimin.page.reload()
    await jimin.title.getByText('Alex').waitFor()
    await jimin.page.getByTestId('direct-rooms').getByTestId('room').waitFor()
    expect(await stranger.page.getByTestId('direct-rooms').count()).toBe(0)
  })

  test('is opened by the keyboard alone', async () => {
    const { jimin } = await bothInRoom(open, host().http)
    const { page } = jimin
    await page.getByTestId('people-toggle').focus()
    await tabUntil(page, 'talk-to')
    await page.keyboard.press('Enter')
    await page.locator('[data-testid=composer]:focus').waitFor()
    await jimin.title.getByText('Alex').waitFor()
  })
})

describeInChromium('a private room', (open) => {
  const host = hostForAll()

  test('is seen by whoever is in, and by others from when they come in by invitation', async () => {
    const { jimin, alex } = await bothInRoom(open, host().http)
    const name = await makePrivate(jimin)
    expect(await alex.page.getByTestId('private-rooms').count()).toBe(0)
    await invite(jimin.page, 'Alex')
    const invitation = alex.page.getByTestId('invitation')
    await invitation.getByText('from 지민').waitFor()
    await invitation.getByTestId('accept').click()
    await alex.title.getByText(name).waitFor()
    await alex.say('Thank you!')
    await jimin.message('Thank you!').waitFor()
    await jimin.notices.getByText('Alex님이 들어왔어요').waitFor()
    await invitation.waitFor({ state: 'detached' })
    expect(await alex.page.getByTestId('private-rooms').getByTestId('room').count()).toBe(1)
  })

  test('is declined once', async () => {
    const { jimin, alex } = await bothInRoom(open, host().http)
    await makePrivate(jimin)
    await invite(jimin.page, 'Alex')
    await alex.page.getByTestId('decline').click()
    await alex.page.getByTestId('invitation').waitFor({ state: 'detached' })
    await alex.page.reload()
    await alex.online()
    await alex.composer.waitFor()
    expect(await alex.page.getByTestId('invitation').count()).toBe(0)
  })

  test('is gone for whoever leaves it', async () => {
    const { jimin, alex } = await bothInRoom(open, host().http)
    const name = await makePrivate(jimin)
    await invite(jimin.page, 'Alex')
    await alex.page.getByTestId('accept').click()
    await alex.title.getByText(name).waitFor()
    await alex.page.getByTestId('leave-room').click()
    await alex.page.getByTestId('confirm').locator('button.danger').click()
    await alex.page.getByTestId('private-rooms').waitFor({ state: 'detached' })
    await alex.page.getByRole('heading', { name: 'Choose a room' }).waitFor()
  })

  test('keeps its list of people open at the side when the window to invite is closed', async () => {
    const page = await open({ viewport: { width: 900, height: 700 } })
    const jimin = await arrive(page, host().http, '지민')
    await makePrivate(jimin)
    await page.getByTestId('people-toggle').click()
    await page.getByTestId('invite-people').click()
    await page.getByTestId('find-person').waitFor()
    await page.keyboard.press('Escape')
    await page.getByTestId('find-person').waitFor({ state: 'detached' })
    await page.locator('[data-testid=invite-people]:focus').waitFor()
    await page.keyboard.press('Escape')
    await page.getByTestId('people').waitFor({ state: 'detached' })
  })

  test('lets only its owner invite', async () => {
    const { jimin, alex } = await bothInRoom(open, host().http)
    await makePrivate(jimin)
    await invite(jimin.page, 'Alex')
    await alex.page.getByTestId('accept').click()
    await alex.composer.waitFor()
    await alex.people.getByText('지민').waitFor()
    expect(await alex.page.getByTestId('invite-people').count()).toBe(0)
  })
})

/** 지민 and Alex in a new open room, which names of that host's other tests are not in. */
async function bothInRoom(open: OpenWindow, http: string): Promise<{ jimin: ChatPage; alex: ChatPage }> {
  const name = `마당 ${crypto.randomUUID().slice(0, 4)}`
  const jimin = await arrive(await open({ locale: 'ko-KR' }), http, '지민')
  await jimin.makeRoom(name)
  const alex = await arrive(await open({ locale: 'en-US' }), http, 'Alex')
  await alex.enterRoom(name)
  await jimin.people.getByText('Alex').waitFor()
  return { jimin, alex }
}

async function talkTo(page: Page, name: string): Promise<void> {
  await page.getByTestId('person').filter({ hasText: name }).getByTestId('talk-to').click()
}

/** Makes a private room and is in it; answers with its name. */
async function makePrivate({ page, title, composer }: ChatPage): Promise<string> {
  const name = `비밀 ${crypto.randomUUID().slice(0, 4)}`
  await page.getByTestId('new-room').click()
  await page.getByTestId('room-name').fill(name)
  await page.locator('label', { has: page.getByTestId('kind-private') }).click()
  await page.getByTestId('create-room').click()
  await title.getByText(name).waitFor()
  await composer.waitFor()
  return name
}

/** Asks the person of that name who came last. */
async function invite(page: Page, name: string): Promise<void> {
  await page.getByTestId('invite-people').click()
  await page.getByTestId('find-person').fill(name)
  for (const button of await invitable(page)) await button.click()
  await page.keyboard.press('Escape')
}

async function invitable(page: Page) {
  await page.getByTestId('invite-person').first().waitFor()
  return page.getByTestId('invite-person').all()
}

async function tabUntil(page: Page, testid: string): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    if (await page.locator(`[data-testid=${testid}]:focus`).count()) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not come to ${testid}`)
}
