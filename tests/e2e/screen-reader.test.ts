// What somebody who hears the page is told: each new message once, and whose each message is.
import { expect, test } from 'vitest'
import { startHost } from '../support/host-process.ts'
import { arrive } from './support/welcome-page.ts'
import { describeInChromium } from './support/windows.ts'

describeInChromium('a screen reader', (open) => {
  test('is told every message of others, also the same words again, and whose each one is', async () => {
    const host = await startHost()
    const jimin = await arrive(await open(), host.http, '지민')
    await jimin.composer.waitFor()
    const alex = await arrive(await open({ locale: 'en-US' }), host.http, 'Alex')
    await alex.enterRoom('사랑방')
    for (const text of ['네', '네', '좋아요']) await jimin.say(text)
    await alex.say('Me too')

    const heard = alex.page.getByTestId('announcer').locator('p')
    await expect.poll(() => heard.allInnerTexts()).toEqual(['지민: 네', '지민: 네', '지민: 좋아요'])
    await alex.message('Me too').getByText('you', { exact: true }).waitFor({ state: 'attached' })
    await expect.poll(() => alex.message('좋아요').getByText('지민').count()).toBe(1)
  })
})
